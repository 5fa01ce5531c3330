package epostadm.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.log.LogFiles;
import epostadm.mailstore.log.LogLine;
import epostadm.mailstore.log.LogLineParser;
import epostadm.mailstore.log.LogName;
import epostadm.mailstore.mail.Edition;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogWriterTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.1");

    @TempDir
    private Path work;

    private Instant now = Instant.parse("2016-01-30T23:55:55Z");

    /// What was said of trouble, in order.
    private static final class Told implements LogTrouble {
        final List<String> said = new CopyOnWriteArrayList<>();

        @Override
        public void cannotWrite(LogName log, Exception reason) {
            said.add(log + " cannot");
        }

        @Override
        public void writesAgain(LogName log, long lost) {
            said.add(log + " again, without " + lost);
        }

        @Override
        public void dropped(long lines) {
            said.add("dropped " + lines);
        }
    }

    private MailLogs logs(LogWriter writer) {
        return new MailLogs(writer, EnumSet.allOf(LogName.class), "mail.example.jp", () -> now, TOKYO);
    }

    private LogWriter files(LogTrouble trouble) {
        return LogWriter.start(new LogFiles(work, Edition.BSD)::append, trouble);
    }

    @Test
    void writesLocalTimeIntoTheDaysFile() throws IOException {
        try (LogWriter writer = files(new Told())) {
            logs(writer).taken("B0000319576", CLIENT, "pc", "a@b.jp", "c@d.jp");
        }
        assertThat(work.resolve("inlog/160131.log"))
                .hasContent("<B0000319576@mail.example.jp> [31/Jan/2016:08:55:55] 192.0.2.1 pc a@b.jp c@d.jp\n");
    }

    @Test
    void beginsAFileAtMidnightOfTheZone() throws IOException {
        try (LogWriter writer = files(new Told())) {
            MailLogs logs = logs(writer);
            now = Instant.parse("2016-01-31T14:59:59.999Z");
            logs.pop3("tanaka", CLIENT, "RETR 1");
            now = now.plus(Duration.ofMillis(1));
            logs.pop3("tanaka", CLIENT, "RETR 2");
        }
        assertThat(work.resolve("pop3log/160131.log"))
                .hasContent("[31/Jan/2016:23:59:59] tanaka from 192.0.2.1 RETR 1\n");
        assertThat(work.resolve("pop3log/160201.log"))
                .hasContent("[01/Feb/2016:00:00:00] tanaka from 192.0.2.1 RETR 2\n");
    }

    @Test
    void writesNothingOfWhatIsNotKept() throws IOException {
        try (LogWriter writer = files(new Told())) {
            MailLogs logs = new MailLogs(writer, MailLogs.USUAL, "mail.example.jp", () -> now, TOKYO);
            logs.received(CLIENT, LogLine.Spoken.Direction.TO_US, "MAIL FROM:<a@b.jp>");
            logs.verdict(CLIENT, "connect");
        }
        assertThat(work.resolve("receivelog")).doesNotExist();
        assertThat(work.resolve("acceptlog/160131.log")).exists();
    }

    @Test
    void dropsAndCountsWhatDoesNotFitAndMakesNobodyWait() throws InterruptedException {
        Told told = new Told();
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<String> written = new ArrayList<>();
        LogWriter.Destination slow = (_, _, lines) -> {
            stuck.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            written.addAll(lines);
        };
        LogWriter writer = LogWriter.start(slow, told, 10);
        try (writer) {
            MailLogs logs = logs(writer);
            logs.verdict(CLIENT, "connect");
            stuck.await();
            for (int i = 0; i < 15; i++) {
                logs.verdict(CLIENT, "close");
            }
            go.countDown();
        }
        assertThat(written).hasSize(11);
        assertThat(writer.missing()).isEqualTo(5);
        assertThat(told.said).containsExactly("dropped 5");
    }

    @Test
    void saysOnceThatNothingCanBeWrittenAndGoesOnWhenItCan() throws InterruptedException {
        Told told = new Told();
        List<String> written = new CopyOnWriteArrayList<>();
        List<CountDownLatch> calls = List.of(new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1));
        List<String> seen = new ArrayList<>();
        LogWriter.Destination full = (_, _, lines) -> {
            seen.addAll(lines);
            int call = (int) calls.stream().filter(each -> each.getCount() == 0).count();
            calls.get(call).countDown();
            if (call < 2) {
                throw new IOException("No space left on device");
            }
            written.addAll(lines);
        };
        try (LogWriter writer = LogWriter.start(full, told)) {
            MailLogs logs = logs(writer);
            for (CountDownLatch call : calls) {
                logs.verdict(CLIENT, "connect");
                call.await();
            }
        }
        assertThat(written).hasSize(1);
        assertThat(told.said).containsExactly("ACCEPTLOG cannot", "ACCEPTLOG again, without 2");
    }

    @Test
    void oneLogThatCannotBeWrittenLeavesTheOthersAlone() throws IOException {
        Told told = new Told();
        Files.createDirectories(work.resolve("inlog/160131.log"));
        try (LogWriter writer = files(told)) {
            logs(writer).taken("B0000319576", CLIENT, "pc", "a@b.jp", "c@d.jp");
            logs(writer).verdict(CLIENT, "connect");
        }
        assertThat(told.said).containsExactly("INLOG cannot");
        assertThat(work.resolve("acceptlog/160131.log")).exists();
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void hostileTextsMakeNoLineOfTheirOwn(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        int count = 50;
        try (LogWriter writer = files(new Told())) {
            MailLogs logs = logs(writer);
            for (int i = 0; i < count; i++) {
                logs.taken("B0000319576", CLIENT, seeded.awkwardText(900), seeded.awkwardText(30), "\r\n\u2028\ud800");
            }
        }
        List<String> lines = Files.readAllLines(work.resolve("inlog/160131.log"));
        assertThat(lines).hasSize(count).allSatisfy(line -> {
            assertThat(line.chars()).noneMatch(Character::isISOControl);
            assertThat(LogLineParser.parse(LogName.INLOG, line)).isPresent();
        });
    }
}
