package epostadm.mailstore.journal;

import epostadm.mailstore.disk.AtomicFile;
import java.nio.file.Path;
import java.util.List;

/// One step of a plan. Paths are relative to the work folder, with `/`.
public sealed interface PlannedStep {

    /// What the step makes, moves or takes away.
    String path();

    /// A directory that does not exist yet.
    record MakeDirectory(String path) implements PlannedStep {}

    /// A file with new content, in place of one that is there (kept in quarantine) or of none.
    record PutFile(String path, AtomicFile.Content content) implements PlannedStep {}

    /// A file with new content in place of one that is there, with its time of change, owner and permissions.
    record PutInstead(String path, AtomicFile.Content content, Path like) implements PlannedStep {}

    /// A new directory with files in it.
    record PutDirectory(String path, List<NamedContent> files) implements PlannedStep {
        public PutDirectory {
            files = List.copyOf(files);
        }
    }

    /// A new directory that holds messages of another one under new names, as hard links, and further files.
    record PutLinks(String path, List<Link> links, List<NamedContent> files) implements PlannedStep {
        public PutLinks {
            links = List.copyOf(links);
            files = List.copyOf(files);
        }
    }

    /// The file that is called `from` also under a second name, which nothing bears yet.
    record PutCopy(String path, Path source) implements PlannedStep {}

    /// A file or a directory with all that is in it, taken into quarantine.
    record Remove(String path) implements PlannedStep {}

    /// A file or directory under a new name, which nothing bears yet.
    record Move(String from, String path) implements PlannedStep {}

    /// A file of a new directory.
    record NamedContent(String name, AtomicFile.Content content) {}

    /// A file and its name in the new directory.
    record Link(Path file, String newName) {}
}
