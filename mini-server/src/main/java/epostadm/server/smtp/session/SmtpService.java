package epostadm.server.smtp.session;

import epostadm.mailstore.store.StorageFullException;
import epostadm.server.authentication.LoginRoom;
import epostadm.server.smtp.Replies;
import epostadm.server.smtp.SmtpReply;
import epostadm.server.wire.Limits;
import java.io.IOException;
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
        InstantSource clock) {

    /// The answer where we have failed; the events are told why.
    SmtpReply faulty(Client client, IOException fault) {
        events.fault(client, fault);
        return fault instanceof StorageFullException ? Replies.diskFull() : Replies.localError();
    }
}
