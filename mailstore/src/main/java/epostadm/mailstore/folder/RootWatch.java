package epostadm.mailstore.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether a mailbox root is to be listed again: where its time is another, or was so fresh at the last listing
/// that something may have come at the same tick of the clock.
final class RootWatch {

    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration COARSE_TICK = Duration.ofSeconds(2);

    private Optional<FileTime> listed = Optional.empty();
    private boolean settled;
    private boolean copying;

    boolean changed(Path root, boolean copyingNow, Instant now) throws IOException {
        FileTime time = Files.getLastModifiedTime(root);
        boolean same = listed.equals(Optional.of(time)) && copying == copyingNow;
        Duration tick = time.toInstant().getNano() == 0 ? COARSE_TICK : TICK;
        boolean old = Duration.between(time.toInstant(), now).abs().compareTo(tick) > 0;
        if (same && (settled || !old)) {
            return false;
        }
        listed = Optional.of(time);
        settled = old;
        copying = copyingNow;
        return true;
    }
}
