package epostadm.mailstore.content;

import epostadm.mailstore.disk.PrivateFiles;
import epostadm.mailstore.disk.StorePaths;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/// The cache's file, open.
record OpenCache(MVStore store, MVMap<String, byte[]> map) {

    private static final String NAME = "imap.mv";

    /// Beyond this size the file is begun anew: most of it is of messages that are gone.
    static final long LONGEST = 4L << 30;

    private static final int PAGES_MEGABYTES = 16;

    /// Nothing where somebody else has it, or no file system could lock it.
    static Optional<OpenCache> open(StorePaths paths) throws IOException {
        Path file = paths.cache().resolve(NAME);
        if (file.getFileSystem() != FileSystems.getDefault()) {
            return Optional.empty();
        }
        boolean usable = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LONGEST;
        if (!usable) {
            return beginAnew(paths);
        }
        try {
            return Optional.of(opened(file));
        } catch (MVStoreException e) {
            return e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED ? Optional.empty() : beginAnew(paths);
        } catch (RuntimeException e) {
            return beginAnew(paths);
        }
    }

    /// It tells what mail says: for nobody but its owner.
    static Optional<OpenCache> beginAnew(StorePaths paths) throws IOException {
        paths.makeOurs();
        PrivateFiles.makeDirectory(paths.cache());
        Path file = paths.cache().resolve(NAME);
        Files.deleteIfExists(file);
        Files.createFile(file, PrivateFiles.fileAttributes(file));
        try {
            return Optional.of(opened(file));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static OpenCache opened(Path file) {
        MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .cacheSize(PAGES_MEGABYTES)
                .backgroundExceptionHandler((_, _) -> {
                    // The next call meets the same, and gives the file up.
                })
                .open();
        try {
            MVMap<String, byte[]> map = store.openMap(
                    "known",
                    new MVMap.Builder<String, byte[]>()
                            .keyType(new CacheTypes.Key())
                            .valueType(new CacheTypes.Value()));
            return new OpenCache(store, map);
        } catch (RuntimeException e) {
            store.closeImmediately();
            throw e;
        }
    }

    void abandon() {
        store.closeImmediately();
    }

    /// Forces what was kept to the disk.
    void close() {
        boolean interrupted = Thread.interrupted(); // It would be cut short.
        try {
            store.close();
        } catch (RuntimeException e) {
            store.closeImmediately();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
