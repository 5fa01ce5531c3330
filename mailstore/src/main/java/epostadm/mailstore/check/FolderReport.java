package epostadm.mailstore.check;

import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.Uid;
import epostadm.mailstore.mail.UidValidity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What an IMAP folder holds, and what is wrong with it. docs/store-format.md, "IMAP folder".
///
/// `directoryNames` lead from the mailbox root to the folder.
public record FolderReport(
        Path directory,
        List<String> directoryNames,
        Amount messages,
        Optional<Uid> highest,
        UidFile.Content uidFile,
        UidValidity uidValidity,
        List<Finding> findings) {

    public FolderReport {
        directoryNames = List.copyOf(directoryNames);
        findings = List.copyOf(findings);
    }

    /// The same with other findings.
    FolderReport with(List<Finding> others) {
        return new FolderReport(directory, directoryNames, messages, highest, uidFile, uidValidity, others);
    }

    /// The folder's name, or nothing where the directories' names are no modified UTF-7.
    public Optional<FolderName> name() {
        return FolderName.ofDirectory(directoryNames);
    }

    /// The folder's name, or what it is called on disk.
    public String label() {
        return name().map(FolderName::toString).orElseGet(() -> String.join("/", directoryNames));
    }

    /// The UID that the next message gets: what `uid` says, raised where that is too low; 2^32 where none is left.
    public long uidNext() {
        return UidFile.next(uidFile, highest);
    }

    /// The share of all UIDs that is used, 0 to 1.
    public double shareOf2To32() {
        return used() / Uid.LAST.value();
    }

    /// The share of the UIDs below 2^31 that is used; above 1 where they are used up.
    public double shareOf2To31() {
        return used() / Integer.MAX_VALUE;
    }

    private double used() {
        return uidNext() - 1;
    }
}
