package epostadm.server.watch;

import epostadm.server.log.MailLogs;
import epostadm.server.metrics.Metrics;
import epostadm.server.metrics.Refusal;
import epostadm.server.metrics.Service;
import epostadm.server.pop3.Pop3Command;
import epostadm.server.pop3.Pop3Reply;
import epostadm.server.pop3.session.SessionEvents;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees POP3 sessions.
public final class Pop3Watch implements SessionEvents {

    private static final Logger LOG = LoggerFactory.getLogger("epostadm.pop3");
    private static final String SECRET = "****";

    private final MailLogs logs;
    private final Metrics metrics;

    public Pop3Watch(MailLogs logs, Metrics metrics) {
        this.logs = logs;
        this.metrics = metrics;
    }

    @Override
    public void connected(InetAddress peer) {
        metrics.connected(Service.POP3);
        logs.pop3("", peer, "connect");
    }

    @Override
    public void commanded(String user, InetAddress peer, Pop3Command command) {
        String text = text(command);
        int end = text.indexOf(' ');
        metrics.commanded(Service.POP3, end < 0 ? text : text.substring(0, end));
        logs.pop3(user, peer, text);
    }

    @Override
    public void loggedIn(String user, InetAddress peer) {
        metrics.loggedIn(Service.POP3);
        logs.pop3(user, peer, "login");
    }

    @Override
    public void answered(String user, InetAddress peer, Pop3Reply reply) {
        if (reply instanceof Pop3Reply.Err(Optional<String> code, String text)) {
            String known = code.orElse("");
            if (known.equals("AUTH")) {
                metrics.loginFailed(Service.POP3);
            }
            metrics.refused(Service.POP3, reason(known));
            logs.pop3(user, peer, "-ERR " + (known.isEmpty() ? "" : "[" + known + "] ") + text);
        }
    }

    /// RFC 2449 section 8, RFC 3206.
    private static Refusal reason(String code) {
        return switch (code) {
            case "AUTH" -> Refusal.LOGIN;
            case "IN-USE" -> Refusal.BUSY;
            case "SYS/TEMP" -> Refusal.LOCAL_FAULT;
            case "SYS/PERM" -> Refusal.POLICY;
            default -> Refusal.OTHER;
        };
    }

    @Override
    public void failed(String user, InetAddress peer, Exception fault) {
        metrics.fault(Service.POP3);
        LOG.error("{}: pop3 session of \"{}\"", peer.getHostAddress(), user, fault);
    }

    @Override
    public void closed(String user, InetAddress peer) {
        logs.pop3(user, peer, "close");
    }

    /// As the client said it, in the usual spelling, without its secrets.
    static String text(Pop3Command command) {
        return switch (command) {
            case Pop3Command.Capa _ -> "CAPA";
            case Pop3Command.Stls _ -> "STLS";
            case Pop3Command.Utf8 _ -> "UTF8";
            case Pop3Command.User(String name) -> "USER " + name;
            case Pop3Command.Pass _ -> "PASS " + SECRET;
            case Pop3Command.Apop(String name, String _) -> "APOP " + name + " " + SECRET;
            case Pop3Command.Auth(String mechanism, Optional<String> response) ->
                "AUTH " + mechanism + (response.isPresent() ? " " + SECRET : "");
            case Pop3Command.Stat _ -> "STAT";
            case Pop3Command.List(OptionalInt message) -> "LIST" + number(message);
            case Pop3Command.Uidl(OptionalInt message) -> "UIDL" + number(message);
            case Pop3Command.Retr(int message) -> "RETR " + message;
            case Pop3Command.Top(int message, int lines) -> "TOP " + message + " " + lines;
            case Pop3Command.Dele(int message) -> "DELE " + message;
            case Pop3Command.Noop _ -> "NOOP";
            case Pop3Command.Rset _ -> "RSET";
            case Pop3Command.Quit _ -> "QUIT";
        };
    }

    private static String number(OptionalInt message) {
        return message.isPresent() ? " " + message.getAsInt() : "";
    }
}
