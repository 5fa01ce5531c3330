package epostadm.server.smtp.session;

import java.time.Duration;

/// How many errors a client may still make. A message that is accepted makes up for all of them.
final class Patience {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final int limit;
    private int errors;

    Patience(int limit) {
        this.limit = limit;
    }

    void lose() {
        errors++;
    }

    void restore() {
        errors = 0;
    }

    boolean lost() {
        return errors >= limit;
    }

    /// How long the client waits for the next refusal: not at all while it has made but few errors.
    Duration pause() {
        return errors > limit / 2 ? PAUSE : Duration.ZERO;
    }
}
