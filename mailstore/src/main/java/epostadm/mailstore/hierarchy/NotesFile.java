package epostadm.mailstore.hierarchy;

import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.FileStamp;
import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.disk.SideFiles;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// The file `epostadm-folders.txt` of a mailbox root, read again only when it has changed. Not for many threads.
///
/// One that cannot be read counts as empty: subscriptions are not worth an error. docs/store-format.md, "Folders of
/// ours".
final class NotesFile {

    private static final int LONGEST = 16 << 20;

    private final Path file;
    private final Ownership ownership;
    private final InstantSource clock;
    private Optional<FileStamp> stamp = Optional.empty();
    private boolean settled;
    private FolderNotes known = new FolderNotes();

    NotesFile(Path root, InstantSource clock) throws IOException {
        this.file = root.resolve(SideFiles.FOLDERS);
        this.ownership = Ownership.of(root);
        this.clock = clock;
    }

    /// What it says now, free to be changed and written.
    FolderNotes edit() throws IOException {
        return read().copy();
    }

    /// What it says now, not to be changed.
    FolderNotes read() throws IOException {
        Optional<FileStamp> now = FileStamp.of(file);
        if (!settled || !now.equals(stamp)) {
            known = now.isEmpty() ? new FolderNotes() : parsed();
            remember(now);
        }
        return known;
    }

    private FolderNotes parsed() throws IOException {
        try {
            return FolderNotesText.parse(RegularFile.read(file, LONGEST));
        } catch (RefusedException | FileSystemException e) {
            return new FolderNotes();
        }
    }

    /// Replaces it; on disk when this returns.
    void write(FolderNotes notes) throws IOException {
        notes.validities().forget(clock.instant());
        byte[] bytes = FolderNotesText.write(notes);
        AtomicFile.write(file, out -> out.write(bytes));
        ownership.give(file);
        known = notes.copy();
        remember(FileStamp.of(file));
    }

    private void remember(Optional<FileStamp> now) {
        stamp = now;
        settled = now.isEmpty() || now.get().settledAt(clock.instant());
    }
}
