package epostadm.mailstore.check;

import epostadm.mailstore.control.AddressPatterns;
import epostadm.mailstore.control.ApopDat;
import epostadm.mailstore.control.EffectDat;
import epostadm.mailstore.control.GatewayDat;
import epostadm.mailstore.control.ImsCtl;
import epostadm.mailstore.control.OrdbDat;
import epostadm.mailstore.control.ReplyText;
import epostadm.mailstore.control.SenderDat;
import epostadm.mailstore.control.SizeCtl;
import epostadm.mailstore.disk.SideFiles;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The control files of a mailbox root, or of the work folder, by their names in lower case; and those that are
/// spelt so that the edition does not see them. docs/store-format.md, "Editions".
record RootFiles(Path root, Map<String, Path> present, Map<String, Path> misspelt) {

    static final String MAIL_DAT = "mail.dat";
    static final String IMAP_IDX = "imap.idx";
    static final String SMTPAUTH_DAT = "smtpauth.dat";
    private static final String ANCESTORS_REPLY = "autorply.txt";

    static final Set<String> KNOWN = Set.of(
            ApopDat.NAME,
            SMTPAUTH_DAT,
            SizeCtl.NAME,
            ImsCtl.NAME,
            SenderDat.NAME,
            EffectDat.NAME,
            GatewayDat.NAME,
            MAIL_DAT,
            OrdbDat.NAME,
            IMAP_IDX,
            SideFiles.FOLDERS,
            "usetime.dat",
            "passfilter.dat",
            "rejectsmtpip.dat",
            ReplyText.NAME,
            AddressPatterns.NO_REPLY,
            AddressPatterns.PERMIT_FROM,
            "replied.txt");

    /// Of all names in the directory.
    static RootFiles of(Path root, Collection<String> names, Edition edition) {
        Map<String, Path> present = new HashMap<>();
        Map<String, Path> misspelt = new TreeMap<>();
        for (String name : names) {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (edition == Edition.BSD && lowerCase.equals(ANCESTORS_REPLY)) {
                misspelt.put(ReplyText.NAME, root.resolve(name));
            } else if (KNOWN.contains(lowerCase)) {
                boolean exact = name.equals(lowerCase);
                if (edition == Edition.BSD && !exact) {
                    misspelt.put(lowerCase, root.resolve(name));
                } else if (exact || !present.containsKey(lowerCase)) {
                    present.put(lowerCase, root.resolve(name));
                }
            }
        }
        return new RootFiles(root, present, misspelt);
    }

    Optional<Path> find(String name) {
        return Optional.ofNullable(present.get(name));
    }

    /// Whether there is such a file, however it is spelt.
    boolean has(String name) {
        return present.containsKey(name) || misspelt.containsKey(name);
    }

    void misspelt(List<Finding> findings) {
        misspelt.forEach((name, file) -> findings.add(new ControlFinding.UpperCaseControlFile(file, name)));
    }

    /// Reads a control file.
    @FunctionalInterface
    interface Reading<T> {
        T read(Path file) throws IOException;
    }

    /// What a file says, if it is there; that it cannot be read is a finding.
    <T> Optional<T> read(String name, Reading<T> reading, List<Finding> findings) throws IOException {
        Path file = present.get(name);
        if (file == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.read(file));
        } catch (FileSystemException | RefusedException e) {
            findings.add(FolderCheck.notReadable(file, e));
            return Optional.empty();
        }
    }
}
