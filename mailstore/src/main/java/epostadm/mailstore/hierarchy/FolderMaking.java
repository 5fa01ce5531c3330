package epostadm.mailstore.hierarchy;

import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.FileTree;
import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.disk.UidValidityFile;
import epostadm.mailstore.mail.UidValidity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Makes directories of folders: under a name that is no folder's, and then all at once under their own.
///
/// A fresh folder has `uid`, which says 1, and `uidvalidity`. docs/store-format.md, "IMAP folder".
final class FolderMaking {

    private final Ownership ownership;
    private final Durability durability;

    FolderMaking(Home home) throws IOException {
        this.ownership = Ownership.of(home.root());
        this.durability = home.house().durability();
    }

    /// Makes the directories of the site, each in the one before it; on disk when this returns.
    void make(Site site, List<UidValidity> values) throws IOException {
        if (site.missing().isEmpty()) {
            return;
        }
        Path half = HalfDone.NEW.free(site.parent());
        ownership.make(half);
        try {
            fill(half, site.missing().subList(1, site.missing().size()), values);
            Path top = site.parent().resolve(site.missing().getFirst());
            if (StorePaths.taken(top)) {
                throw new FileAlreadyExistsException(top.toString());
            }
            Files.move(half, top);
        } catch (IOException | RuntimeException e) {
            FileTree.delete(half, () -> {});
            throw e;
        }
        durability.forceDirectory(site.parent());
    }

    private void fill(Path directory, List<String> below, List<UidValidity> values) throws IOException {
        freshen(directory, values.getFirst());
        if (!below.isEmpty()) {
            Path child = directory.resolve(below.getFirst());
            ownership.make(child);
            fill(child, below.subList(1, below.size()), values.subList(1, values.size()));
        }
        durability.forceDirectory(directory);
    }

    /// Gives a directory that has neither what a fresh folder has.
    void freshen(Path directory, UidValidity value) throws IOException {
        write(directory.resolve(UidFile.NAME), "1");
        write(directory.resolve(UidValidityFile.NAME), value.toString());
    }

    private void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        AtomicFile.create(file, out -> out.write(text.getBytes(StandardCharsets.US_ASCII)));
        ownership.give(file);
        durability.forceFile(file);
    }
}
