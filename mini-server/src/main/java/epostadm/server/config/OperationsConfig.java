package epostadm.server.config;

import java.nio.file.Path;
import java.util.Optional;

/// What the server says about itself, and to whom.
///
/// @param file where it is written, a new one each day; standard error where it is empty
/// @param days how many of those files are kept
public record OperationsConfig(Optional<Path> file, int days, Detail detail) {

    private static final int USUAL_DAYS = 30;

    /// How much is said; each says what the ones before it say.
    public enum Detail {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    public static OperationsConfig standard() {
        return new OperationsConfig(Optional.empty(), USUAL_DAYS, Detail.INFO);
    }
}
