package epostadm.server.watch;

import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.ResponseCode;
import epostadm.server.imap.StatusResponse;
import epostadm.server.imap.session.ImapEvents;
import epostadm.server.log.MailLogs;
import epostadm.server.metrics.Metrics;
import epostadm.server.metrics.Refusal;
import epostadm.server.metrics.Service;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees IMAP sessions.
public final class ImapWatch implements ImapEvents {

    private static final Logger LOG = LoggerFactory.getLogger("epostadm.imap");

    private final MailLogs logs;
    private final Metrics metrics;

    public ImapWatch(MailLogs logs, Metrics metrics) {
        this.logs = logs;
        this.metrics = metrics;
    }

    @Override
    public void connected(InetAddress peer) {
        metrics.connected(Service.IMAP);
        logs.imap4("", peer, "connect");
    }

    @Override
    public void commanded(String user, InetAddress peer, ImapCommand command) {
        metrics.commanded(Service.IMAP, name(command));
        logs.imap4(user, peer, text(command));
    }

    @Override
    public void loggedIn(String user, InetAddress peer) {
        metrics.loggedIn(Service.IMAP);
        logs.imap4(user, peer, "login");
    }

    @Override
    public void answered(String user, InetAddress peer, StatusResponse response) {
        if (response.code().equals(Optional.of(ResponseCode.Plain.AUTHENTICATIONFAILED))) {
            metrics.loginFailed(Service.IMAP);
        }
        metrics.refused(Service.IMAP, reason(response));
        logs.imap4(user, peer, response.said());
    }

    /// RFC 5530.
    private static Refusal reason(StatusResponse response) {
        if (response.code().isPresent() && response.code().get() instanceof ResponseCode.Plain code) {
            return switch (code) {
                case AUTHENTICATIONFAILED, AUTHORIZATIONFAILED, EXPIRED -> Refusal.LOGIN;
                case INUSE, UNAVAILABLE -> Refusal.BUSY;
                case SERVERBUG -> Refusal.LOCAL_FAULT;
                case NOPERM, PRIVACYREQUIRED, LIMIT, TOOBIG, OVERQUOTA -> Refusal.POLICY;
                default -> Refusal.OTHER;
            };
        }
        return Refusal.OTHER;
    }

    @Override
    public void failed(String user, InetAddress peer, Exception fault) {
        metrics.fault(Service.IMAP);
        LOG.error("{}: imap session of \"{}\"", peer.getHostAddress(), user, fault);
    }

    @Override
    public void closed(String user, InetAddress peer) {
        logs.imap4(user, peer, "close");
    }

    /// In the usual spelling, without arguments.
    static String name(ImapCommand command) {
        return switch (command) {
            case ImapCommand.Listing _ -> "LIST";
            case ImapCommand.Select select -> select.readOnly() ? "EXAMINE" : "SELECT";
            case ImapCommand.Close close -> close.expunge() ? "CLOSE" : "UNSELECT";
            case ImapCommand.Fetch fetch -> uid(fetch.uid()) + "FETCH";
            case ImapCommand.Store store -> uid(store.uid()) + "STORE";
            case ImapCommand.Copy copy -> uid(copy.uid()) + (copy.move() ? "MOVE" : "COPY");
            case ImapCommand.Expunge expunge -> uid(expunge.uids().isPresent()) + "EXPUNGE";
            case ImapCommand.Search search -> uid(search.uid()) + "SEARCH";
            case ImapCommand.Sort sort -> uid(sort.uid()) + "SORT";
            case ImapCommand.Thread thread -> uid(thread.uid()) + "THREAD";
            case ImapCommand.Replace replace -> uid(replace.uid()) + "REPLACE";
            default -> command.getClass().getSimpleName().toUpperCase(Locale.ROOT);
        };
    }

    private static String uid(boolean uid) {
        return uid ? "UID " : "";
    }

    /// As the vendor's log has it: the command, and of which messages or mailbox. Nothing secret is among these.
    static String text(ImapCommand command) {
        String name = name(command);
        return switch (command) {
            case ImapCommand.Login login -> name + " " + login.user() + " ****";
            case ImapCommand.Authenticate authenticate -> name + " " + authenticate.mechanism() + " ****";
            case ImapCommand.Select select -> name + " " + ImapWords.mailbox(select.mailbox());
            case ImapCommand.Status status -> name + " " + ImapWords.mailbox(status.mailbox());
            case ImapCommand.Create create -> name + " " + ImapWords.mailbox(create.mailbox());
            case ImapCommand.Delete delete -> name + " " + ImapWords.mailbox(delete.mailbox());
            case ImapCommand.Rename rename ->
                name + " " + ImapWords.mailbox(rename.from()) + " " + ImapWords.mailbox(rename.to());
            case ImapCommand.Append append -> name + " " + ImapWords.mailbox(append.mailbox());
            case ImapCommand.Fetch fetch -> name + " " + fetch.messages() + " " + ImapWords.items(fetch.items());
            case ImapCommand.Store store -> name + " " + store.messages();
            case ImapCommand.Copy copy -> name + " " + copy.messages() + " " + ImapWords.mailbox(copy.mailbox());
            case ImapCommand.Expunge expunge ->
                expunge.uids().map(uids -> name + " " + uids).orElse(name);
            default -> name;
        };
    }
}
