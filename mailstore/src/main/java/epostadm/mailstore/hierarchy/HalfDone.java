package epostadm.mailstore.hierarchy;

import epostadm.mailstore.disk.FileTree;
import epostadm.mailstore.disk.StorePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A directory on its way to being a folder, or from it: called as no folder can be, so that nobody takes it for
/// one. What a crash leaves of it is brought to an end when the mailbox is opened.
enum HalfDone {
    NEW("new-"),
    DELETED("deleted-"),
    /// With the name behind it that it is to have.
    RENAMED("renamed-");

    private static final String OURS = "~epostadm-";

    private final String beginning;

    HalfDone(String kind) {
        this.beginning = OURS + kind;
    }

    static boolean named(String directoryName) {
        return Stream.of(values()).anyMatch(one -> directoryName.startsWith(one.beginning));
    }

    static HalfDone of(Path directory) {
        String name = directory.getFileName().toString();
        return Stream.of(values())
                .filter(one -> name.startsWith(one.beginning))
                .findFirst()
                .orElseThrow();
    }

    Path path(Path parent, String rest) {
        return parent.resolve(beginning + rest);
    }

    /// A name that is free.
    Path free(Path parent) {
        int i = 1;
        while (StorePaths.taken(path(parent, Integer.toString(i)))) {
            i++;
        }
        return path(parent, Integer.toString(i));
    }

    void recover(Path directory, FolderRemoval removal) throws IOException {
        switch (this) {
            case NEW -> FileTree.delete(directory, () -> {});
            case DELETED -> removal.leftOver(directory);
            case RENAMED -> {
                Path wanted = directory.resolveSibling(
                        directory.getFileName().toString().substring(beginning.length()));
                if (!StorePaths.taken(wanted)) {
                    Files.move(directory, wanted);
                }
            }
        }
    }
}
