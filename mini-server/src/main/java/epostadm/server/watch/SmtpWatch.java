package epostadm.server.watch;

import epostadm.mailstore.log.LogLine.Spoken.Direction;
import epostadm.mailstore.log.LogName;
import epostadm.mailstore.store.StorageFullException;
import epostadm.server.log.MailLogs;
import epostadm.server.metrics.Metrics;
import epostadm.server.metrics.Refusal;
import epostadm.server.metrics.Service;
import epostadm.server.smtp.SmtpReply;
import epostadm.server.smtp.session.Client;
import epostadm.server.smtp.session.Envelope;
import epostadm.server.smtp.session.ListenerKind;
import epostadm.server.smtp.session.SmtpEvents;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees SMTP and LMTP sessions.
public final class SmtpWatch implements SmtpEvents {

    private static final Logger LOG = LoggerFactory.getLogger("epostadm.smtp");

    private final MailLogs logs;
    private final Metrics metrics;

    public SmtpWatch(MailLogs logs, Metrics metrics) {
        this.logs = logs;
        this.metrics = metrics;
    }

    @Override
    public void connected(Client client) {
        metrics.connected(service(client));
        logs.verdict(client.address(), "connect " + word(client) + (client.secure() ? " tls" : ""));
    }

    @Override
    public void heard(Client client, String line) {
        int end = line.indexOf(' ');
        metrics.commanded(service(client), end < 0 ? line : line.substring(0, end));
        logs.received(client.address(), Direction.TO_US, line);
    }

    @Override
    public void answered(Client client, SmtpReply reply) {
        if (logs.keeps(LogName.RECEIVELOG)) {
            reply.wireLines().forEach(line -> logs.received(client.address(), Direction.FROM_US, line));
        }
        if (reply.code() == 235) {
            metrics.loggedIn(service(client));
            logs.verdict(client.address(), "login " + client.account().orElse(""));
        } else if (!reply.positive()) {
            if (reply.code() == 535) {
                metrics.loginFailed(service(client));
            }
            metrics.refused(
                    service(client),
                    Refusal.ofReply(reply.code(), reply.enhanced().orElse("")));
            logs.verdict(client.address(), reply.toString());
        }
    }

    @Override
    public void accepted(String id, Envelope envelope, long octets) {
        Client client = envelope.client();
        metrics.accepted(service(client), octets);
        String from = envelope.from().toString();
        logs.verdict(
                client.address(),
                "accept " + id + " from <" + from + "> to "
                        + envelope.recipients().size() + ", " + octets + " octets");
        for (Envelope.Recipient recipient : envelope.recipients()) {
            logs.taken(
                    id, client.address(), client.hello(), from, recipient.to().toString());
        }
    }

    @Override
    public void fault(Client client, Exception fault) {
        metrics.fault(service(client));
        if (fault instanceof StorageFullException) {
            LOG.error("{}: no mail can be taken: {}", client.address().getHostAddress(), fault.toString());
        } else {
            LOG.error("{}: {} session", client.address().getHostAddress(), word(client), fault);
        }
    }

    @Override
    public void closed(Client client) {
        logs.verdict(client.address(), "close");
    }

    private static Service service(Client client) {
        return switch (client.kind()) {
            case SMTP -> Service.SMTP;
            case SUBMISSION -> Service.SUBMISSION;
            case LMTP -> Service.LMTP;
        };
    }

    private static String word(Client client) {
        ListenerKind kind = client.kind();
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
