package epostadm.mailstore.hierarchy;

import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.mail.FolderName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The folders of one account, one object for all its sessions. For many threads; every call touches the disk.
public final class AccountFolders {

    /// INBOX first, then by name, parents before children; names that are subscribed to and not there too.
    public List<ListedFolder> list() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// The folder at work, to be given back with [#release(LiveFolder)]. INBOX is made where it is missing.
    public LiveFolder open(FolderName name) throws IOException, FolderRefusedException {
        throw new UnsupportedOperationException();
    }

    public void release(LiveFolder folder) {
        throw new UnsupportedOperationException();
    }

    /// Makes a folder and those above it that are missing.
    public void create(FolderName name, Set<SpecialUse> uses) throws IOException, FolderRefusedException {
        throw new UnsupportedOperationException();
    }

    public void delete(FolderName name) throws IOException, FolderRefusedException {
        throw new UnsupportedOperationException();
    }

    /// With all below it; of INBOX the messages alone. RFC 9051 section 6.3.6.
    public void rename(FolderName from, FolderName to) throws IOException, FolderRefusedException {
        throw new UnsupportedOperationException();
    }

    public void subscribe(FolderName name) throws IOException, FolderRefusedException {
        throw new UnsupportedOperationException();
    }

    public void unsubscribe(FolderName name) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// What the mailbox takes of what it may, as the vendor counts. docs/store-format.md, "Mailbox root".
    ///
    /// @param limit in octets; none is no limit of its own
    public record Quota(long octets, long messages, Optional<Long> limit) {}

    public Quota quota() throws IOException {
        throw new UnsupportedOperationException();
    }
}
