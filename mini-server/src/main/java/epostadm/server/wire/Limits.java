package epostadm.server.wire;

import java.time.Duration;

/// How much of everything one server gives: connections, time, lines, errors, recipients, octets.
///
/// @param connections open at a time, of all listeners
/// @param connectionsPerAddress open at a time, from one address
/// @param lineLength octets of a command line, with its CRLF; each protocol may ask for less
/// @param commands of one session
/// @param errors of one session, after which it is ended
/// @param recipients of one message; RFC 5321 section 4.5.3.1.8 wants at least 100
/// @param messageSize octets of one message
/// @param idle how long a client may be silent
/// @param stall how long a client may leave what it was sent unread
public record Limits(
        int connections,
        int connectionsPerAddress,
        int lineLength,
        int commands,
        int errors,
        int recipients,
        long messageSize,
        Duration idle,
        Duration stall) {

    /// RFC 5321 section 4.5.3.2.7: at least 5 minutes; RFC 1939 section 3: at least 10.
    private static final Duration IDLE = Duration.ofMinutes(10);

    public Limits {
        if (connections < 1
                || connectionsPerAddress < 1
                || lineLength < 512
                || commands < 1
                || errors < 1
                || recipients < 1
                || messageSize < 1
                || !idle.isPositive()
                || !stall.isPositive()) {
            throw new IllegalArgumentException("a limit is below what a session needs");
        }
    }

    public static Limits standard() {
        return new Limits(20_000, 1_000, 4096, 100_000, 10, 1000, 50L << 20, IDLE, Duration.ofMinutes(2));
    }
}
