package epostadm.cli.operations;

import ch.qos.logback.classic.Level;

/// How much is said; each says what the ones before it say.
public enum Detail {
    ERROR(Level.ERROR),
    WARN(Level.WARN),
    INFO(Level.INFO),
    DEBUG(Level.DEBUG);

    private final Level level;

    Detail(Level level) {
        this.level = level;
    }

    Level level() {
        return level;
    }
}
