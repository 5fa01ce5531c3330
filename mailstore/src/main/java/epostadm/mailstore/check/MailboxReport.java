package epostadm.mailstore.check;

import java.util.ArrayList;
import java.util.List;

/// What a mailbox holds, and what is wrong with it. docs/store-format.md, "Mailbox root".
///
/// `use` is what counts against the size limit, all files that end in `.MSG`; a `sizeLimit` of 0 is the server's.
/// `findings` are about the mailbox itself; its folders have their own.
public record MailboxReport(
        MailboxPlace place,
        Amount arrivals,
        Amount use,
        long sizeLimit,
        List<FolderReport> folders,
        List<Finding> findings) {

    public MailboxReport {
        folders = List.copyOf(folders);
        findings = List.copyOf(findings);
    }

    /// The findings about the mailbox and its folders.
    public List<Finding> allFindings() {
        List<Finding> all = new ArrayList<>(findings);
        for (FolderReport folder : folders) {
            all.addAll(folder.findings());
        }
        return all;
    }
}
