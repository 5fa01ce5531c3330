package epostadm.server.config;

import epostadm.mailstore.log.LogName;
import epostadm.server.log.MailLogs;
import epostadm.server.queue.QueueConfig;
import epostadm.server.reception.Rates;
import epostadm.server.relay.RelayConfig;
import epostadm.server.wire.Limits;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All that an administrator can set, each with a default: docs/serve.md, "The file".
///
/// @param host this server's name, in greetings, trace fields and challenges
/// @param certificates in the order of the file; without any a self-made one is used
/// @param logs those of the mail server's logs that are written
/// @param metrics nobody listens for them where it is empty
public record ServerConfig(
        String host,
        List<ListenerConfig> listeners,
        List<CertificateFiles> certificates,
        Limits limits,
        Rates rates,
        LoginConfig login,
        MailboxConfig mailbox,
        QueueConfig queue,
        RelayConfig relay,
        Set<LogName> logs,
        OperationsConfig operations,
        Optional<MetricsConfig> metrics) {

    private static final String LOOPBACK = "127.0.0.1";

    public ServerConfig {
        listeners = List.copyOf(listeners);
        certificates = List.copyOf(certificates);
        logs = Set.copyOf(logs);
    }

    /// Without a file: within the machine, at ports that need no privilege.
    public static ServerConfig standard(String host) {
        return new ServerConfig(
                host,
                standardListeners(),
                List.of(),
                Limits.standard(),
                Rates.NONE,
                LoginConfig.standard(),
                MailboxConfig.standard(),
                QueueConfig.standard(host),
                RelayConfig.standard(host),
                MailLogs.USUAL,
                OperationsConfig.standard(),
                Optional.empty());
    }

    static List<ListenerConfig> standardListeners() {
        return List.of(
                new ListenerConfig(Protocol.SMTP, LOOPBACK, 2525, TlsMode.STARTTLS),
                new ListenerConfig(Protocol.SUBMISSION, LOOPBACK, 2587, TlsMode.STARTTLS),
                new ListenerConfig(Protocol.SUBMISSION, LOOPBACK, 2465, TlsMode.IMPLICIT),
                new ListenerConfig(Protocol.POP3, LOOPBACK, 2110, TlsMode.STARTTLS),
                new ListenerConfig(Protocol.POP3, LOOPBACK, 2995, TlsMode.IMPLICIT),
                new ListenerConfig(Protocol.IMAP, LOOPBACK, 2143, TlsMode.STARTTLS),
                new ListenerConfig(Protocol.IMAP, LOOPBACK, 2993, TlsMode.IMPLICIT));
    }
}
