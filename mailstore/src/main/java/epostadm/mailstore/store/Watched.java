package epostadm.mailstore.store;

import epostadm.mailstore.disk.FileStamp;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// What was read from files, read anew when they have changed; looked at when it is asked for, at most once a
/// second.
///
/// While one thread reads, others are given what was there before. What cannot be read leaves the last good value
/// in place, and is told once.
final class Watched<T> {

    /// Reads the value.
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final List<Path> files;
    private final Reading<T> reading;
    private final InstantSource clock;
    private final Consumer<IOException> trouble;
    private final ReentrantLock looking = new ReentrantLock();

    private volatile T value;
    private volatile Instant looked = Instant.MIN;
    private List<Optional<FileStamp>> known = List.of();
    private String told = "";

    /// @param atFirst what holds until the first reading succeeds
    Watched(List<Path> files, T atFirst, Reading<T> reading, InstantSource clock, Consumer<IOException> trouble) {
        this.files = List.copyOf(files);
        this.value = atFirst;
        this.reading = reading;
        this.clock = clock;
        this.trouble = trouble;
    }

    T value() {
        Instant now = clock.instant();
        if (!due(now)) {
            return value;
        }
        if (looked.equals(Instant.MIN)) {
            looking.lock();
        } else if (!looking.tryLock()) {
            return value;
        }
        try {
            if (due(now)) {
                look(now);
                looked = now;
            }
            return value;
        } finally {
            looking.unlock();
        }
    }

    /// Lets the next [#value()] look whatever the time, and wait for what it sees.
    void lookAgain() {
        looking.lock();
        try {
            looked = Instant.MIN;
        } finally {
            looking.unlock();
        }
    }

    /// A clock that was put back must not blind us.
    private boolean due(Instant now) {
        return looked.equals(Instant.MIN) || Duration.between(looked, now).abs().compareTo(BETWEEN_LOOKS) >= 0;
    }

    private void look(Instant now) {
        List<Optional<FileStamp>> stamps = new ArrayList<>();
        try {
            for (Path file : files) {
                stamps.add(FileStamp.of(file));
            }
            if (stamps.equals(known)) {
                return;
            }
            value = reading.read();
            told = "";
            known = settled(stamps, now);
        } catch (RefusedException damaged) {
            known = settled(stamps, now);
            tell(damaged);
        } catch (IOException passing) {
            known = List.of();
            tell(passing);
        }
    }

    /// The stamps, or none where the next look must not trust them.
    private static List<Optional<FileStamp>> settled(List<Optional<FileStamp>> stamps, Instant now) {
        boolean settled = stamps.stream().flatMap(Optional::stream).allMatch(stamp -> stamp.settledAt(now));
        return settled ? List.copyOf(stamps) : List.of();
    }

    private void tell(IOException e) {
        String text = e.toString();
        if (!text.equals(told)) {
            told = text;
            trouble.accept(e);
        }
    }
}
