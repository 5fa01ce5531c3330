package epostadm.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTest {

    /// The grammar of a sample without a timestamp.
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)"
            + "(\\{[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\n\"])*\""
            + "(?:,[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\n\"])*\")*\\})? (\\S+)");

    private final Metrics metrics = new Metrics();

    @Test
    void countsByLabel() {
        metrics.commanded(Service.POP3, "RETR");
        metrics.commanded(Service.POP3, "retr");
        metrics.refused(Service.SMTP, Refusal.USER_UNKNOWN);
        metrics.loginFailed(Service.SUBMISSION);
        assertThat(metrics.text().lines())
                .contains(
                        "epostadm_commands_total{service=\"pop3\",command=\"retr\"} 2",
                        "epostadm_commands_total{service=\"smtp\",command=\"retr\"} 0",
                        "epostadm_refused_total{service=\"smtp\",reason=\"user_unknown\"} 1",
                        "epostadm_logins_total{service=\"submission\",result=\"failure\"} 1");
    }

    @Test
    void noClientCanMakeUpALabel() {
        long before = metrics.text().lines().count();
        for (int i = 0; i < 1000; i++) {
            metrics.commanded(Service.SMTP, "X\"}\n" + i);
        }
        assertThat(metrics.text().lines().count()).isEqualTo(before);
        assertThat(metrics.text()).contains("epostadm_commands_total{service=\"smtp\",command=\"other\"} 1000\n");
    }

    @Test
    void bucketsOfAHistogramAddUp() {
        metrics.delay(Duration.ofMillis(10));
        metrics.delay(Duration.ofMillis(200));
        metrics.delay(Duration.ofDays(2));
        metrics.delay(Duration.ofSeconds(-1));
        assertThat(metrics.text().lines().filter(line -> line.startsWith("epostadm_delivery_seconds")))
                .contains(
                        "epostadm_delivery_seconds_bucket{le=\"0.01\"} 2",
                        "epostadm_delivery_seconds_bucket{le=\"0.1\"} 2",
                        "epostadm_delivery_seconds_bucket{le=\"0.3\"} 3",
                        "epostadm_delivery_seconds_bucket{le=\"86400\"} 3",
                        "epostadm_delivery_seconds_bucket{le=\"+Inf\"} 4",
                        "epostadm_delivery_seconds_count 4");
    }

    @Test
    void everyLineIsOfTheFormatAndEverySampleHasItsTypeBefore() {
        metrics.gauge("epostadm_queue_messages", "Backslash \\ and\nline end.", () -> 3);
        Set<String> types = new HashSet<>();
        Set<String> samples = new HashSet<>();
        assertThat(metrics.text()).endsWith("\n").contains("Backslash \\\\ and\\nline end.");
        for (String line : metrics.text().lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                assertThat(types.add(line.split(" ")[2])).as(line).isTrue();
            } else if (!line.startsWith("# HELP ")) {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(types).contains(sample.group(1).replaceFirst("_(bucket|sum|count)$", ""));
                assertThat(samples.add(sample.group(1) + sample.group(2)))
                        .as(line)
                        .isTrue();
            }
        }
        assertThat(types).contains("epostadm_queue_messages");
    }

    @Test
    void labelsAreEscaped() {
        PrometheusText text = new PrometheusText();
        text.sample("a", List.of(new PrometheusText.Pair("b", "\"\\\n")), 1);
        assertThat(text).hasToString("a{b=\"\\\"\\\\\\n\"} 1\n");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.5, 0.5", "1e9, 1000000000", "1e300, 1.0E300", "-3, -3"})
    void numbersAreAsPrometheusReadsThem(double value, String text) {
        assertThat(PrometheusText.number(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "550, 5.1.1, USER_UNKNOWN",
        "450, 4.2.2, MAILBOX_FULL",
        "550, 5.7.1, RELAY",
        "535, 5.7.8, LOGIN",
        "530, 5.7.0, LOGIN",
        "550, 5.1.7, POLICY",
        "552, 5.3.4, TOO_LARGE",
        "452, 4.3.1, DISK_FULL",
        "451, 4.3.0, LOCAL_FAULT",
        "503, 5.5.1, SEQUENCE",
        "500, '', SYNTAX",
        "554, 5.6.0, OTHER"
    })
    void repliesHaveACoarseReason(int code, String enhanced, Refusal reason) {
        assertThat(Refusal.ofReply(code, enhanced)).isEqualTo(reason);
    }
}
