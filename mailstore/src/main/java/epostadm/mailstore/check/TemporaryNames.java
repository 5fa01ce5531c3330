package epostadm.mailstore.check;

import epostadm.mailstore.control.ApopDat;
import epostadm.mailstore.control.SizeCtl;
import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.disk.UidValidityFile;
import java.util.Set;

/// The files under which this project writes a control file before it takes its name.
final class TemporaryNames {

    private static final String ENDING = ".tmp";
    private static final Set<String> WRITTEN =
            Set.of(UidFile.NAME, UidValidityFile.NAME, ApopDat.NAME, SizeCtl.NAME, "ims.ctl");

    private TemporaryNames() {}

    static boolean ours(String name) {
        return name.endsWith(ENDING) && WRITTEN.contains(name.substring(0, name.length() - ENDING.length()));
    }
}
