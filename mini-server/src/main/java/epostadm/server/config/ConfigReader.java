package epostadm.server.config;

import epostadm.mailstore.log.LogName;
import epostadm.server.log.MailLogs;
import epostadm.server.login.Throttle;
import epostadm.server.queue.QueueConfig;
import epostadm.server.queue.RetrySchedule;
import epostadm.server.reception.Rates;
import epostadm.server.relay.Hop;
import epostadm.server.relay.RelayConfig;
import epostadm.server.relay.TlsPolicy;
import epostadm.server.wire.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/// Reads the server's file. All problems are found at once; with any there is no configuration.
public final class ConfigReader {

    private static final int MOST = Integer.MAX_VALUE;
    private static final int DNS_PORT = 53;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,253}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|::1");

    private final Path file;
    private final String host;
    private final List<ConfigProblem> problems = new ArrayList<>();

    private ConfigReader(Path file, String host) {
        this.file = file;
        this.host = host;
    }

    public sealed interface Reading {
        record Good(ServerConfig config) implements Reading {}

        /// In the order of lines.
        record Bad(List<ConfigProblem> problems) implements Reading {}
    }

    /// @param host the server's name where the file gives none
    public static Reading read(Path file, String host) throws IOException {
        TomlParseResult parsed = Toml.parse(file);
        if (parsed.hasErrors()) {
            return new Reading.Bad(
                    parsed.errors().stream().map(ConfigReader::syntax).toList());
        }
        ConfigReader reader = new ConfigReader(file, host);
        ServerConfig config = reader.config(new Section(Optional.of(parsed), "", 0, reader.problems));
        if (reader.problems.isEmpty()) {
            return new Reading.Good(config);
        }
        return new Reading.Bad(reader.problems.stream()
                .sorted((a, b) -> Integer.compare(a.line(), b.line()))
                .toList());
    }

    private static ConfigProblem syntax(TomlParseError error) {
        return new ConfigProblem.Syntax(error.position().line(), String.valueOf(error.getMessage()));
    }

    private ServerConfig config(Section root) {
        String name = host(root);
        Section log = root.section("log");
        ServerConfig config = new ServerConfig(
                name,
                listeners(root),
                certificates(root),
                limits(root.section("limits")),
                rates(root.section("rates")),
                login(root.section("login")),
                mailbox(root.section("mailbox")),
                queue(root.section("queue"), name),
                relay(root, name),
                log.words("files", LogName.class).orElse(MailLogs.USUAL),
                operations(log),
                metrics(root.section("metrics")));
        log.end();
        root.end();
        return config;
    }

    private String host(Section root) {
        String name = root.text("host", host);
        if (!HOST.matcher(name).matches()) {
            root.wrong("host", name, "mail.example.jp");
            return host;
        }
        return name;
    }

    private static List<ListenerConfig> listeners(Section root) {
        List<ListenerConfig> listeners = new ArrayList<>();
        for (Section section : root.sections("listener")) {
            Optional<String> named = section.needed("protocol");
            Optional<Protocol> protocol = named.isEmpty() ? Optional.empty() : section.word("protocol", Protocol.class);
            TlsMode tls = section.word("tls", TlsMode.class).orElse(TlsMode.STARTTLS);
            String address = section.text("address", "127.0.0.1");
            int port = section.number("port", 0, 65_535, -1);
            if (protocol.filter(Protocol.LMTP::equals).isPresent()
                    && !LOOPBACK.matcher(address).matches()) {
                // Who may speak LMTP may try out every address: RFC 2033 section 5.
                section.wrong("address", address, "127.0.0.1, ::1");
            }
            section.end();
            protocol.ifPresent(known ->
                    listeners.add(new ListenerConfig(known, address, port < 0 ? usualPort(known, tls) : port, tls)));
        }
        return listeners.isEmpty() ? ServerConfig.standardListeners() : listeners;
    }

    /// RFC 5321, 6409, 8314, 1939; LMTP has none (RFC 2033 section 5), and 24 is the usual choice.
    private static int usualPort(Protocol protocol, TlsMode tls) {
        boolean implicit = tls == TlsMode.IMPLICIT;
        return switch (protocol) {
            case SMTP -> 25;
            case SUBMISSION -> implicit ? 465 : 587;
            case LMTP -> 24;
            case POP3 -> implicit ? 995 : 110;
            case IMAP -> implicit ? 993 : 143;
        };
    }

    private List<CertificateFiles> certificates(Section root) {
        List<CertificateFiles> certificates = new ArrayList<>();
        for (Section section : root.sections("certificate")) {
            Optional<Path> chain = section.needed("chain").flatMap(text -> path(section, "chain", text));
            Optional<Path> key = section.needed("key").flatMap(text -> path(section, "key", text));
            section.end();
            if (chain.isPresent() && key.isPresent()) {
                certificates.add(new CertificateFiles(chain.get(), key.get()));
            }
        }
        return certificates;
    }

    /// Relative paths start where the file lies.
    private Optional<Path> path(Section section, String key, String text) {
        try {
            return Optional.of(file.toAbsolutePath().resolveSibling(text).normalize());
        } catch (InvalidPathException e) {
            section.wrong(key, text, "/etc/ssl/...");
            return Optional.empty();
        }
    }

    private static MailboxConfig mailbox(Section section) {
        MailboxConfig mailbox = new MailboxConfig(
                section.size("size-limit", 0, 0),
                section.flag("append-beyond-limit", MailboxConfig.standard().appendBeyondLimit()),
                section.text("administrator"));
        section.end();
        return mailbox;
    }

    private static Limits limits(Section section) {
        Limits usual = Limits.standard();
        Limits limits = new Limits(
                section.number("connections", 1, MOST, usual.connections()),
                section.number("connections-per-address", 1, MOST, usual.connectionsPerAddress()),
                section.number("line", 512, 1 << 20, usual.lineLength()),
                section.number("commands", 1, MOST, usual.commands()),
                section.number("errors", 1, MOST, usual.errors()),
                section.number("recipients", 1, 1_000_000, usual.recipients()),
                section.size("message", 1, usual.messageSize()),
                section.duration("idle", usual.idle()),
                section.duration("stall", usual.stall()));
        section.end();
        return limits;
    }

    private static Rates rates(Section section) {
        Rates rates = new Rates(
                section.number("messages-per-minute", 0, MOST, 0), section.number("recipients-per-hour", 0, MOST, 0));
        section.end();
        return rates;
    }

    private static LoginConfig login(Section section) {
        Throttle.Rules usual = Throttle.Rules.DEFAULT;
        Duration pause = section.duration("pause", usual.firstPause());
        Duration longest = section.duration("longest-pause", usual.longestPause());
        LoginConfig login = new LoginConfig(
                section.flag("clear-text", false),
                section.flag("foreign-senders", false),
                new Throttle.Rules(
                        section.number("failures-per-address", 1, MOST, usual.perAddress()),
                        section.number("failures-per-account", 1, MOST, usual.perAccount()),
                        section.duration("lock-out", usual.lockOut()),
                        pause,
                        longest.compareTo(pause) < 0 ? pause : longest));
        section.end();
        return login;
    }

    private static QueueConfig queue(Section section, String host) {
        QueueConfig usual = QueueConfig.standard(host);
        RetrySchedule schedule = usual.schedule();
        QueueConfig queue = new QueueConfig(
                host,
                new RetrySchedule(
                        section.duration("first-gap", schedule.firstGap()),
                        section.number("tries-after-refusal", 1, 100, schedule.triesAfterRefusal()),
                        section.duration("after-deferral", schedule.afterDeferral()),
                        section.duration("without-answer", schedule.withoutAnswer())),
                section.duration("delay-report", usual.delayReport()),
                section.number("local-threads", 1, 1000, usual.localThreads()),
                section.number("outside-threads", 1, 1000, usual.outsideThreads()),
                section.number("per-destination", 1, 1000, usual.perDestination()),
                section.size("returned-whole", 0, usual.returnedWhole()));
        section.end();
        return queue;
    }

    private RelayConfig relay(Section root, String host) {
        RelayConfig usual = RelayConfig.standard(host);
        Section relay = root.section("relay");
        Section dns = root.section("dns");
        RelayConfig config = new RelayConfig(
                host,
                smartHost(root),
                relay.word("tls", TlsPolicy.class).orElse(usual.tls()),
                dns.addresses("servers", DNS_PORT),
                dns.duration("time-out", usual.dnsTimeOut()),
                relay.number("port", 1, 65_535, usual.port()),
                usual.timeOuts());
        relay.end();
        dns.end();
        return config;
    }

    private Optional<Hop> smartHost(Section root) {
        if (!root.has("smart-host")) {
            return Optional.empty();
        }
        Section section = root.section("smart-host");
        Optional<String> name = section.needed("host");
        Optional<String> user = section.text("user");
        int port = section.number("port", 1, 65_535, 587);
        TlsPolicy tls = section.word("tls", TlsPolicy.class).orElse(TlsPolicy.VERIFIED);
        Optional<String> password = user.isPresent()
                ? section.needed("password-file").flatMap(text -> firstLine(section, "password-file", text))
                : Optional.empty();
        section.end();
        Optional<Hop.Login> login = password.map(secret -> new Hop.Login(user.orElseThrow(), secret));
        return name.map(host -> new Hop(host, port, tls, login));
    }

    private Optional<String> firstLine(Section section, String key, String text) {
        Optional<Path> secret = path(section, key, text);
        try {
            return secret.isEmpty()
                    ? Optional.empty()
                    : Files.readString(secret.get()).lines().findFirst();
        } catch (IOException | UncheckedIOException e) {
            section.wrong(key, text, e.toString());
            return Optional.empty();
        }
    }

    private OperationsConfig operations(Section log) {
        OperationsConfig usual = OperationsConfig.standard();
        return new OperationsConfig(
                log.text("operations")
                        .filter(text -> !text.equals("stderr"))
                        .flatMap(text -> path(log, "operations", text)),
                log.number("operations-days", 1, 3660, usual.days()),
                log.word("detail", OperationsConfig.Detail.class).orElse(usual.detail()));
    }

    private static Optional<MetricsConfig> metrics(Section section) {
        int port = section.number("port", 0, 65_535, -1);
        String address = section.text("address", "127.0.0.1");
        section.end();
        return port < 0 ? Optional.empty() : Optional.of(new MetricsConfig(address, port));
    }
}
