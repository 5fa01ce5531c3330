package epostadm.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import epostadm.mailstore.log.LogName;
import epostadm.server.queue.QueueConfig;
import epostadm.server.queue.RetrySchedule;
import epostadm.server.reception.Rates;
import epostadm.server.relay.Hop;
import epostadm.server.relay.TlsPolicy;
import epostadm.server.wire.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {

    @TempDir
    private Path directory;

    @Test
    void emptyFileIsTheStandard() throws IOException {
        assertThat(good("")).isEqualTo(ServerConfig.standard("mail.example.jp"));
    }

    @Test
    void sampleShowsWhatIsStandard() throws IOException {
        String sample = Files.readString(Path.of("..", "samples", "epostadm.toml"));
        assertThat(good(sample)).isEqualTo(ServerConfig.standard("mail.example.jp"));
        String uncommented = sample.replaceAll("(?m)^#(\\[|[a-z-]+ = )", "$1");
        Files.writeString(directory.resolve("smart-host.password"), "secret");
        assertThat(good(uncommented).relay().smartHost())
                .contains(new Hop(
                        "smtp.provider.example",
                        587,
                        TlsPolicy.VERIFIED,
                        Optional.of(new Hop.Login("name", "secret"))));
    }

    @Test
    void readsAllThatCanBeSet() throws IOException {
        ServerConfig config = good("""
                host = "mx.example.jp"

                [[listener]]
                protocol = "smtp"
                address = "0.0.0.0"

                [[listener]]
                protocol = "pop3"
                port = 1995
                tls = "implicit"

                [[certificate]]
                chain = "mx.pem"
                key = "/etc/mx.key"

                [limits]
                connections = 7
                connections-per-address = 3
                line = 1000
                commands = 50
                errors = 4
                recipients = 100
                message = "10MB"
                idle = "5m"
                stall = "90s"

                [rates]
                messages-per-minute = 60
                recipients-per-hour = 500

                [login]
                clear-text = true
                foreign-senders = true
                failures-per-address = 2
                failures-per-account = 9
                lock-out = "1h"
                pause = "500ms"
                longest-pause = "2s"

                [mailbox]
                size-limit = "2GB"
                administrator = "admin@example.jp"

                [queue]
                first-gap = "1m"
                tries-after-refusal = 3
                after-deferral = "4h"
                without-answer = "1d"
                delay-report = "1h"
                local-threads = 2
                outside-threads = 4
                per-destination = 1
                returned-whole = "1K"

                [log]
                files = ["acceptlog", "receivelog"]
                operations = "server.log"
                operations-days = 3
                detail = "debug"

                [metrics]
                port = 9100
                """);
        assertThat(config.host()).isEqualTo("mx.example.jp");
        assertThat(config.listeners())
                .containsExactly(
                        new ListenerConfig(Protocol.SMTP, "0.0.0.0", 25, TlsMode.STARTTLS),
                        new ListenerConfig(Protocol.POP3, "127.0.0.1", 1995, TlsMode.IMPLICIT));
        assertThat(config.certificates())
                .containsExactly(
                        new CertificateFiles(directory.toAbsolutePath().resolve("mx.pem"), Path.of("/etc/mx.key")));
        assertThat(config.limits())
                .isEqualTo(
                        new Limits(7, 3, 1000, 50, 4, 100, 10L << 20, Duration.ofMinutes(5), Duration.ofSeconds(90)));
        assertThat(config.login().clearText()).isTrue();
        assertThat(config.login().foreignSenders()).isTrue();
        assertThat(config.login().throttle().lockOut()).isEqualTo(Duration.ofHours(1));
        assertThat(config.rates()).isEqualTo(new Rates(60, 500));
        assertThat(config.mailbox().sizeLimit()).isEqualTo(2L << 30);
        assertThat(config.mailbox().administrator()).contains("admin@example.jp");
        assertThat(config.queue())
                .isEqualTo(new QueueConfig(
                        "mx.example.jp",
                        new RetrySchedule(Duration.ofMinutes(1), 3, Duration.ofHours(4), Duration.ofDays(1)),
                        Duration.ofHours(1),
                        2,
                        4,
                        1,
                        1024));
        assertThat(config.logs()).containsExactlyInAnyOrder(LogName.ACCEPTLOG, LogName.RECEIVELOG);
        assertThat(config.operations())
                .isEqualTo(new OperationsConfig(
                        Optional.of(directory.toAbsolutePath().resolve("server.log")),
                        3,
                        OperationsConfig.Detail.DEBUG));
        assertThat(config.metrics()).contains(new MetricsConfig("127.0.0.1", 9100));
    }

    @Test
    void namesUnknownKeysWithTheirLines() throws IOException {
        assertThat(bad("hots = \"a\"\n[limits]\nerrors = 3\nconections = 4\n[mertics]\nport = 1\n"))
                .extracting(ConfigProblem::line, ConfigReaderTest::key)
                .containsExactly(tuple(1, "hots"), tuple(4, "limits.conections"), tuple(5, "mertics"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | host | host = 3",
                "1 | host | host = ' '",
                "2 | limits.errors | [limits]\\nerrors = 0",
                "2 | limits.line | [limits]\\nline = 100",
                "2 | limits.idle | [limits]\\nidle = '10'",
                "1 | host | host = 'a b'",
                "1 | host | host = 'メール.jp'",
                "2 | limits.idle | [limits]\\nidle = '0s'",
                "2 | limits.idle | [limits]\\nidle = '999999999d'",
                "2 | limits.message | [limits]\\nmessage = '999999999999G'",
                "2 | limits.message | [limits]\\nmessage = 0",
                "2 | limits.message | [limits]\\nmessage = '10 potatoes'",
                "2 | login.clear-text | [login]\\nclear-text = 'yes'",
                "2 | listener.protocol | [[listener]]\\nprotocol = 'gopher'",
                "3 | listener.port | [[listener]]\\nprotocol = 'smtp'\\nport = 70000",
                "2 | log.detail | [log]\\ndetail = 'all'",
                "2 | log.files | [log]\\nfiles = ['inbox']",
                "3 | listener.address | [[listener]]\\nprotocol = 'lmtp'\\naddress = '0.0.0.0'",
                "1 | listener | listener = 3",
                "1 | limits | limits = 3",
            })
    void namesWrongValuesWithTheirLines(int line, String key, String text) throws IOException {
        assertThat(bad(text.replace("\\n", "\n"))).singleElement().satisfies(problem -> {
            assertThat(problem).isInstanceOf(ConfigProblem.WrongValue.class);
            assertThat(problem.line()).isEqualTo(line);
            assertThat(key(problem)).isEqualTo(key);
        });
    }

    @Test
    void wantsWhatCannotBeLeftOut() throws IOException {
        assertThat(bad("[[listener]]\nport = 25\n"))
                .containsExactly(new ConfigProblem.MissingKey(1, "listener.protocol"));
    }

    @Test
    void saysWhereTheTomlBreaks() throws IOException {
        assertThat(bad("host = \"a\"\n= 3\n")).first().satisfies(problem -> {
            assertThat(problem).isInstanceOf(ConfigProblem.Syntax.class);
            assertThat(problem.line()).isEqualTo(2);
        });
    }

    private static String key(ConfigProblem problem) {
        return switch (problem) {
            case ConfigProblem.Syntax _ -> "";
            case ConfigProblem.UnknownKey unknown -> unknown.key();
            case ConfigProblem.WrongValue wrong -> wrong.key();
            case ConfigProblem.MissingKey missing -> missing.key();
        };
    }

    private ServerConfig good(String text) throws IOException {
        return ((ConfigReader.Reading.Good) read(text)).config();
    }

    private List<ConfigProblem> bad(String text) throws IOException {
        return ((ConfigReader.Reading.Bad) read(text)).problems();
    }

    private ConfigReader.Reading read(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("server.toml"), text);
        return ConfigReader.read(file, "mail.example.jp");
    }
}
