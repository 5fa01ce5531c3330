package epostadm.mailstore.tally;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.log.LogName;
import epostadm.mailstore.log.LogPeriod;
import epostadm.mailstore.log.LogShelf;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSummaryTest {

    @TempDir
    private Path work;

    private void log(String name, String text) throws IOException {
        Path file = work.resolve(name).resolve("160131.log");
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(Charset.forName("windows-31j")));
    }

    private LogSummary summary(LogPeriod period) throws IOException {
        return LogSummary.of(LogShelf.find(work, EnumSet.allOf(LogName.class), period), period, 1, Progress.NONE);
    }

    @Test
    void countsEachKindOfLine() throws IOException {
        log(
                "inlog",
                "<B0000000001@h> [31/Jan/2016:08:55:55] 192.0.2.1 helo A@b.example x@C.example\r\n\r\nnonsense\r\n");
        log("outlog", "<B0000000001@h> [31/Jan/2016:09:00:00] mx a@b.example x@c.example [250 ok]\n");
        log("outlocallog", "<B0000000002@h> [31/Jan/2016:09:00:00] s a@b.example x@c.example [250 ok]\n");
        log("faillog", "B0000000003@h send fail on [31/Jan/2016:10:00:00] from a@b to c@d [550 <c@d> ソ表ー]\n");
        log(
                "senderlog",
                "[31/Jan/2016:08:00:00] B0000000003/mx > 450-wait\n[31/Jan/2016:08:00:00] B0000000003/mx > 450 wait\n"
                        + "[31/Jan/2016:08:00:00] B0000000003/mx < 450 not theirs\n");
        log(
                "acceptlog",
                "[31/Jan/2016:08:00:00] 192.0.2.1 connect smtp\n[31/Jan/2016:08:00:01] 192.0.2.1 login sato.k\n"
                        + "[31/Jan/2016:08:00:02] 192.0.2.2 535 5.7.0 no\n[31/Jan/2016:08:00:03] 192.0.2.1 450 4.2.2 full\n"
                        + "[31/Jan/2016:23:5");
        log(
                "pop3log",
                "[31/Jan/2016:08:00:00] sato.k from 192.0.2.3 login\n[31/Jan/2016:08:00:00] - from 192.0.2.2 -ERR [AUTH] no\n");
        LogSummary summary = summary(LogPeriod.ALL);
        assertThat(summary.days())
                .isEqualTo(Map.of(
                        LocalDate.of(2016, 1, 31),
                        Map.of(
                                Measure.ACCEPTED, 1L,
                                Measure.REFUSED, 2L,
                                Measure.DELIVERED_INSIDE, 1L,
                                Measure.DELIVERED_OUTSIDE, 1L,
                                Measure.DEFERRED, 1L,
                                Measure.FAILED, 1L,
                                Measure.LOGINS, 2L,
                                Measure.LOGINS_FAILED, 2L)));
        assertThat(summary.hours().get(LocalDateTime.of(2016, 1, 31, 9, 0)))
                .containsEntry(Measure.DELIVERED_OUTSIDE, 1L)
                .containsEntry(Measure.ACCEPTED, 0L);
        assertThat(summary.unknownLines()).isEqualTo(2);
        assertThat(summary.first(Table.FAILURES, 9)).containsExactly(new LogSummary.Named("550 <> ソ表ー", 1));
        assertThat(summary.first(Table.TARGETS, 9)).containsExactly(new LogSummary.Named("c.example", 1));
        assertThat(summary.signs(new Sign.Thresholds(1, 2, 2)))
                .containsExactly(
                        new Sign.SuddenSender("a@b.example", LocalDateTime.of(2016, 1, 31, 8, 0), 1, 0),
                        new Sign.ManyPlaces("sato.k", 2),
                        new Sign.Guessing("192.0.2.2", 2));
    }

    @Test
    void aPeriodEndsAtItsSecond() throws IOException {
        log(
                "acceptlog",
                IntStream.range(10, 20)
                        .mapToObj(second -> "[31/Jan/2016:08:00:" + second + "] 192.0.2.1 550 5.1.1 no\n")
                        .collect(Collectors.joining()));
        LogPeriod period = new LogPeriod(
                Optional.of(LocalDateTime.of(2016, 1, 31, 8, 0, 12)),
                Optional.of(LocalDateTime.of(2016, 1, 31, 8, 0, 14)));
        assertThat(summary(period).first(Table.REFUSALS, 1)).containsExactly(new LogSummary.Named("550 5.1.1 no", 3));
    }

    @Test
    void aBoundedTableKeepsTheFrequentAndSaysHowFarItMayBeOff() {
        Tops tops = new Tops(100, true);
        for (int i = 0; i < 10_000; i++) {
            add(tops, "rare" + i);
            add(tops, i % 2 == 0 ? "OFTEN" : "often");
            if (i % 4 == 0) {
                add(tops, "sometimes");
            }
        }
        assertThat(tops.first(2))
                .extracting(top -> new String(top.key(), StandardCharsets.US_ASCII))
                .containsExactly("often", "sometimes");
        assertThat(tops.first(1).getFirst().count()).isBetween(10_000 - tops.error(), 10_000L);
        assertThat(tops.error()).isBetween(1L, 1_000L);
        Tops both = new Tops(100, true);
        both.addAll(tops);
        both.addAll(tops);
        assertThat(both.first(1).getFirst().count())
                .isEqualTo(2 * tops.first(1).getFirst().count());
    }

    private static void add(Tops tops, String key) {
        byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
        tops.add(bytes, 0, bytes.length);
    }
}
