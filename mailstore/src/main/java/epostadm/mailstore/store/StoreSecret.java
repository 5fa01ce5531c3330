package epostadm.mailstore.store;

import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.disk.StorePaths;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;

/// Bytes that nobody outside can guess and that stay the same over restarts: what is derived of them looks random
/// and is stable. Kept in `.epostadm/secret`, for its owner alone.
public final class StoreSecret {

    private static final String NAME = "secret";
    private static final int LENGTH = 32;

    private StoreSecret() {}

    /// The store's secret, made where there is none yet.
    public static byte[] of(MailStore store, SecureRandom random) throws IOException {
        StorePaths paths = store.paths();
        Path file = paths.ours().resolve(NAME);
        try {
            byte[] secret = RegularFile.read(file, LENGTH);
            if (secret.length == LENGTH) {
                return secret;
            }
        } catch (NoSuchFileException e) {
            // Made below.
        }
        byte[] secret = new byte[LENGTH];
        random.nextBytes(secret);
        paths.makeOurs();
        AtomicFile.write(file, out -> out.write(secret));
        return secret;
    }
}
