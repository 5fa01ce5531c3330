package epostadm.mailstore.store;

import epostadm.mailstore.disk.StorePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// Tries out whether a store can take anything in at this moment.
public final class StoreProbe {

    private static final String NAME = "probe";
    private static final Set<OpenOption> ANEW = Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING,
            LinkOption.NOFOLLOW_LINKS);

    private final Path work;
    private final Path file;

    public StoreProbe(MailStore store) {
        StorePaths paths = store.paths();
        this.work = paths.work();
        this.file = paths.ours().resolve(NAME);
    }

    /// Writes a small file on the store's volume and takes it away again; throws what went wrong.
    public synchronized void write() throws IOException {
        try {
            Files.write(file, new byte[] {'.'}, ANEW.toArray(OpenOption[]::new));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /// The octets that this process may still write to the store's volume.
    public long space() throws IOException {
        return Files.getFileStore(work).getUsableSpace();
    }
}
