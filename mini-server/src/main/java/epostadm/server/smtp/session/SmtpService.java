package epostadm.server.smtp.session;

import epostadm.server.authentication.LoginRoom;
import epostadm.server.wire.Limits;
import java.time.InstantSource;

/// What all sessions of a listener share.
///
/// @param host the server's name
/// @param tls whether STARTTLS can be offered
public record SmtpService(
        ListenerKind kind,
        String host,
        boolean tls,
        Limits limits,
        Reception reception,
        MessageSink.Source messages,
        LoginRoom logins,
        SmtpEvents events,
        InstantSource clock) {}
