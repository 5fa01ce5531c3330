package epostadm.server.imap.session;

import epostadm.mailstore.content.MessageContents;
import epostadm.mailstore.hierarchy.LiveStore;
import epostadm.server.authentication.LoginRoom;
import epostadm.server.config.MailboxConfig;
import epostadm.server.imap.search.order.SortMemory;
import epostadm.server.wire.FileWork;
import epostadm.server.wire.Limits;
import java.time.InstantSource;
import java.time.ZoneId;

/// What all sessions share.
///
/// @param tls whether STARTTLS can be offered
/// @param zone of the dates that are shown and searched
public record ImapService(
        LoginRoom logins,
        FileWork files,
        LiveStore store,
        MessageContents contents,
        SortMemory orders,
        boolean tls,
        Limits limits,
        MailboxConfig mailbox,
        ImapEvents events,
        InstantSource clock,
        ZoneId zone) {

    /// The same for a listener where STARTTLS can be offered, or cannot.
    public ImapService withTls(boolean offered) {
        return new ImapService(logins, files, store, contents, orders, offered, limits, mailbox, events, clock, zone);
    }
}
