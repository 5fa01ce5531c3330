package epostadm.mailstore.folder;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;

/// Deletes files of one directory, and not of another that is put in its place meanwhile: where the system can, by
/// the open directory and not by its name.
final class Doomed implements Closeable {

    private final DirectoryStream<Path> stream;
    private final FolderDirectory directory;

    Doomed(FolderDirectory directory) throws IOException {
        this.directory = directory;
        this.stream = Files.newDirectoryStream(directory.path());
        if (stream instanceof SecureDirectoryStream<Path> open) {
            Object key = open.getFileAttributeView(BasicFileAttributeView.class)
                    .readAttributes()
                    .fileKey();
            if (!directory.is(key)) {
                stream.close();
                throw new NoSuchFileException(directory.path().toString(), null, "replaced by another directory");
            }
        }
    }

    void delete(String name) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> open) {
            directory.changing();
            open.deleteFile(directory.path().getFileSystem().getPath(name));
        } else {
            directory.delete(name);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
