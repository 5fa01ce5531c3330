package epostadm.server.intake;

import epostadm.mailstore.spool.Spool;
import java.io.IOException;
import java.util.List;

/// Tells a full disk, or a quota that is used up, from other failures. Java has no type for it, and the system's
/// words depend on its language.
final class FullDisk {

    private static final List<String> WORDS =
            List.of("No space left on device", "Disk quota exceeded", "not enough space on the disk");

    /// With less than this much left, whatever failed has failed for that.
    private static final long NOTHING = 1 << 16;

    private FullDisk() {}

    static boolean is(IOException failure, Spool spool) throws IOException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage());
            if (WORDS.stream().anyMatch(said::contains)) {
                return true;
            }
        }
        return spool.room() < NOTHING;
    }
}
