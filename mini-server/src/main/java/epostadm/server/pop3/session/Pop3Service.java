package epostadm.server.pop3.session;

import epostadm.mailstore.store.KnownMessages;
import epostadm.server.authentication.LoginRoom;
import epostadm.server.wire.FileWork;
import epostadm.server.wire.Limits;
import java.time.Duration;
import java.time.InstantSource;

/// What all sessions share.
///
/// @param tls whether STLS can be offered
/// @param lockRefresh how often a session says that its maildrop's lock is alive; others take it over after five
/// minutes
public record Pop3Service(
        LoginRoom logins,
        FileWork files,
        KnownMessages known,
        boolean tls,
        Limits limits,
        Duration lockRefresh,
        SessionEvents events,
        InstantSource clock) {

    private static final Duration LOCK_REFRESH = Duration.ofMinutes(1);
    private static final int KNOWN_MESSAGES = 200_000;

    /// With what is right for a server.
    public static Pop3Service of(
            LoginRoom logins, boolean tls, Limits limits, SessionEvents events, InstantSource clock) {
        return new Pop3Service(
                logins, logins.files(), new KnownMessages(KNOWN_MESSAGES), tls, limits, LOCK_REFRESH, events, clock);
    }

    /// The same for a listener where STLS can be offered, or cannot.
    public Pop3Service withTls(boolean offered) {
        return new Pop3Service(logins, files, known, offered, limits, lockRefresh, events, clock);
    }
}
