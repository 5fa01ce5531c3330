package epostadm.mailstore.store;

import epostadm.mailstore.control.ControlFileName;
import epostadm.mailstore.control.EffectDat;
import epostadm.mailstore.control.ImsCtl;
import epostadm.mailstore.control.SenderDat;
import epostadm.mailstore.control.SizeCtl;
import epostadm.mailstore.disk.FileTree;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.Uid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A mailbox root: where mail arrives, with the account's control files and its IMAP folders below.
public record Mailbox(Path root, Edition edition) {

    /// Messages and their bytes.
    public record Use(long messages, long bytes) {}

    /// The IMAP folders, INBOX first, then by name; directories whose names are no modified UTF-7 are left out.
    public List<Folder> folders() throws IOException {
        List<Folder> folders = new ArrayList<>();
        collect(root, List.of(), folders);
        folders.sort(Comparator.comparing((Folder folder) -> !folder.name().isInbox())
                .thenComparing(folder -> folder.name().toString())
                .thenComparing(folder -> !inboxAsNamed(folder.directory())));
        return folders;
    }

    /// Where a store has been copied from the other edition, two directories may mean INBOX: the server knows its
    /// own.
    private boolean inboxAsNamed(Path directory) {
        Path first = root.relativize(directory).getName(0);
        return first.toString().equals(edition.inboxDirectory());
    }

    /// The folder of that name, if there is one.
    public Optional<Folder> folder(FolderName name) throws IOException {
        return folders().stream().filter(folder -> folder.name().equals(name)).findFirst();
    }

    /// The symbolic link that stands where the folder would be; it is never followed.
    public Optional<Path> link(FolderName name) {
        Path at = root;
        for (String directory : name.directoryNames(edition)) {
            at = at.resolve(directory);
            if (Files.isSymbolicLink(at)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /// The mailbox's own size limit in bytes, if it has one above 0.
    public Optional<Long> sizeLimit() throws IOException {
        return SizeCtl.readFile(ControlFileName.in(root, SizeCtl.NAME, edition)).filter(limit -> limit > 0);
    }

    /// Whose mail the mailbox takes.
    public EffectDat effects() throws IOException {
        return EffectDat.readFile(ControlFileName.in(root, EffectDat.NAME, edition));
    }

    /// To whom its owner may send.
    public SenderDat destinations() throws IOException {
        return SenderDat.readFile(ControlFileName.in(root, SenderDat.NAME, edition));
    }

    /// The addresses that `ims.ctl` forwards mail to, as they stand there.
    ///
    /// @param work the store's work folder
    public List<String> forwardAddresses(Path work) throws IOException {
        return ImsCtl.read(ControlFileName.in(root, ImsCtl.NAME, edition)).forwardAddresses(root, edition, work);
    }

    /// What counts against the size limit: the `.MSG` files of the root, INBOX and all folders below.
    /// docs/store-format.md, "Mailbox root".
    public Use use() throws IOException {
        long[] sums = new long[2];
        FileTree.walk(root, (path, attributes) -> {
            if (!attributes.isDirectory()
                    && MessageFileName.endsAsMessage(path.getFileName().toString())) {
                sums[0]++;
                sums[1] += attributes.size();
            }
        });
        return new Use(sums[0], sums[1]);
    }

    /// Which share of all UIDs the folder has given away, 0 to 1; 0 where there is no such folder.
    public double uidShare(FolderName name) throws IOException {
        Optional<Folder> folder = folder(name);
        if (folder.isEmpty()) {
            return 0;
        }
        Path directory = folder.get().directory();
        long next = UidFile.next(
                UidFile.read(directory), FolderListing.read(directory).highestUid());
        return (next - 1.0) / Uid.LAST.value();
    }

    private void collect(Path directory, List<String> above, List<Folder> folders) throws IOException {
        for (String name : FolderListing.names(directory)) {
            Path child = directory.resolve(name);
            if (MessageFileName.endsAsMessage(name) || !Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            List<String> names = new ArrayList<>(above);
            names.add(name);
            Optional<FolderName> folder = FolderName.ofDirectory(names);
            if (folder.isPresent()) {
                folders.add(new Folder(folder.get(), child));
                collect(child, names, folders);
            }
        }
    }
}
