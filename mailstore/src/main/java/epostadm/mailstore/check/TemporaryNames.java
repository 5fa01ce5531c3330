package epostadm.mailstore.check;

import epostadm.mailstore.control.ApopDat;
import epostadm.mailstore.control.SizeCtl;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.SideFiles;
import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.disk.UidValidityFile;
import epostadm.mailstore.mail.ArrivalId;
import java.util.Set;

/// The names under which this project writes a control file, or a message, before it takes its own.
public final class TemporaryNames {

    private static final String ENDING = ".tmp";
    private static final int QUEUE_ID = "B0000000000".length();
    private static final Set<String> WRITTEN = Set.of(
            UidFile.NAME,
            UidValidityFile.NAME,
            SideFiles.MESSAGES,
            SideFiles.FOLDERS,
            ApopDat.NAME,
            SizeCtl.NAME,
            "ims.ctl");

    private TemporaryNames() {}

    public static boolean ours(String name) {
        if (!name.endsWith(ENDING)) {
            return false;
        }
        String meant = name.substring(0, name.length() - ENDING.length());
        return WRITTEN.contains(meant)
                || arrival(meant)
                || MessageFileName.numbered(meant).isPresent();
    }

    private static boolean arrival(String name) {
        return name.length() > QUEUE_ID
                && ArrivalId.parse(name.substring(0, QUEUE_ID)).isPresent()
                && MessageFileName.endsAsMessage(name);
    }
}
