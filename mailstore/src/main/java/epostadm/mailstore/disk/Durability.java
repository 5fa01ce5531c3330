package epostadm.mailstore.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What makes files and names outlast a power cut. The seam between real disks and file systems that have none.
public interface Durability {

    /// For file systems in memory: there is nothing to force.
    Durability NONE = new Durability() {
        @Override
        public void forceFile(Path file) {}

        @Override
        public void forceDirectory(Path directory) {}

        @Override
        public boolean syncVolume(Path anywhere) {
            return true;
        }
    };

    /// A real disk.
    Durability DISK = new Durability() {
        @Override
        public void forceFile(Path file) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            if (WINDOWS) {
                return; // NTFS journals names itself; a directory cannot be opened there.
            }
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }

        @Override
        public boolean syncVolume(Path anywhere) throws IOException {
            return SyncFileSystem.sync(anywhere);
        }
    };

    boolean WINDOWS = FileSystems.getDefault().getSeparator().equals("\\");

    /// The one that fits the file system of `path`.
    static Durability of(Path path) {
        return path.getFileSystem() == FileSystems.getDefault() ? DISK : NONE;
    }

    /// A file's bytes and size.
    void forceFile(Path file) throws IOException;

    /// A directory's names.
    void forceDirectory(Path directory) throws IOException;

    /// All that was written to the volume of the directory `anywhere`, at once; false where the system cannot.
    boolean syncVolume(Path anywhere) throws IOException;

    /// Forces one thing, whatever it is.
    default void force(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            forceDirectory(path);
        } else {
            forceFile(path);
        }
    }
}
