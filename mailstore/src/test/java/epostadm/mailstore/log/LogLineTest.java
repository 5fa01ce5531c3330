package epostadm.mailstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.log.LogLine.Spoken.Direction;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {

    private static final LocalDateTime AT = LocalDateTime.of(2016, 1, 31, 8, 55, 55);
    private static final LogId ID = new LogId("B0000319576", "mail.example.jp");

    /// What peers say to forge lines, colour terminals and break readers.
    private static final String HOSTILE =
            "\r\n\0\t\u000b\f\u001b\u007f\u0085\u2028\u2029\u202e\u2066\ufeff\ud800\udc00\\x0A[]<>@\"' -->:日本";

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of(
                        LogName.ACCEPTLOG,
                        "[31/Jan/2016:08:55:55] 192.0.2.1 550 5.1.1 <x@y.jp> ... User unknown.",
                        new LogLine.Verdict(AT, "192.0.2.1", "550 5.1.1 <x@y.jp> ... User unknown.")),
                Arguments.of(
                        LogName.INLOG,
                        "<B0000319576@mail.example.jp> [31/Jan/2016:08:55:55] 192.0.2.1 pc a@b.jp c@d.jp",
                        new LogLine.Taken(ID, AT, "192.0.2.1", "pc", "a@b.jp", "c@d.jp")),
                Arguments.of(
                        LogName.INLOG,
                        "<B0000319576@mail.example.jp> [31/Jan/2016:08:55:55] 192.0.2.1 - <> c@d.jp",
                        new LogLine.Taken(ID, AT, "192.0.2.1", "", "", "c@d.jp")),
                Arguments.of(
                        LogName.OUTLOG,
                        "<B0000319576@mail.example.jp> [31/Jan/2016:08:55:55] mx.d.jp a@b.jp c@d.jp [250 2.0.0 Ok]",
                        new LogLine.Delivered(ID, AT, "mx.d.jp", "a@b.jp", "c@d.jp", "250 2.0.0 Ok")),
                Arguments.of(
                        LogName.FAILLOG,
                        "B0000319576@mail.example.jp send fail on [31/Jan/2016:08:55:55] from a@b.jp to c@d.jp"
                                + " [550 User Unknown]",
                        new LogLine.GivenUp(ID, AT, "a@b.jp", "c@d.jp", "550 User Unknown")),
                Arguments.of(
                        LogName.RECEIVELOG,
                        "[31/Jan/2016:08:55:55] 192.0.2.1 > MAIL FROM:<a@b.jp>",
                        new LogLine.Spoken(AT, "192.0.2.1", Direction.TO_US, "MAIL FROM:<a@b.jp>")),
                Arguments.of(
                        LogName.POP3LOG,
                        "[31/Jan/2016:08:55:55] tanaka from 192.0.2.1 RETR 7",
                        new LogLine.Commanded(AT, "tanaka", "192.0.2.1", "RETR 7")),
                Arguments.of(
                        LogName.IMAP4LOG,
                        "[31/Jan/2016:08:55:55] tanaka from 192.0.2.1 UID FETCH 97316:4294967295 (FLAGS)",
                        new LogLine.Commanded(AT, "tanaka", "192.0.2.1", "UID FETCH 97316:4294967295 (FLAGS)")));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("forms")
    void writesAndReadsTheVendorsForms(LogName log, String text, LogLine line) {
        assertThat(line.text()).isEqualTo(text);
        assertThat(LogLineParser.parse(log, text)).map(LogLine.class::cast).contains(line);
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverAPeerSaysIsOneHarmlessLineAndReadBack(long seed) {
        Seeded seeded = Seeded.of(seed);
        LogLine line = line(seeded, LogName.values()[(int) (seed % LogName.values().length)]);
        String text = line.text();
        assertThat(text.chars()).noneMatch(Character::isISOControl);
        assertThat(text.lines()).hasSize(1);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
        LogName log = LogName.values()[(int) (seed % LogName.values().length)];
        assertThat(LogLineParser.parse(log, text)).map(LogLine.class::cast).contains(line);
    }

    private static LogLine line(Seeded seeded, LogName log) {
        LocalDateTime at = AT.plusSeconds(seeded.between(0L, 3_000_000_000L));
        String a = hostile(seeded);
        String b = hostile(seeded);
        String c = hostile(seeded);
        String d = hostile(seeded);
        return switch (log) {
            case ACCEPTLOG -> new LogLine.Verdict(at, a, b);
            case INLOG -> new LogLine.Taken(ID, at, a, b, c, d);
            case OUTLOG, OUTLOCALLOG -> new LogLine.Delivered(ID, at, a, b, c, d);
            case FAILLOG -> new LogLine.GivenUp(ID, at, a, b, c);
            case RECEIVELOG, SENDERLOG -> new LogLine.Spoken(at, a, seeded.oneOf(List.of(Direction.values())), b);
            case POP3LOG, IMAP4LOG -> new LogLine.Commanded(at, a, b, c);
        };
    }

    private static String hostile(Seeded seeded) {
        return seeded.chance(0.5) ? seeded.text(HOSTILE, 12) : seeded.text("ab \\xu0041-<>]", 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[31/Jan/2016:08:55:55]",
                "[31/Foo/2016:08:55:55] 192.0.2.1 x",
                "[31/Feb/2016:08:55:55] 192.0.2.1 x",
                "[31/Jan/2016:28:55:55] 192.0.2.1 x",
                "31/Jan/2016:08:55:55 192.0.2.1 x"
            })
    void whatIsNoLineIsNone(String text) {
        for (LogName log : LogName.values()) {
            assertThat(LogLineParser.parse(log, text)).isEmpty();
        }
    }

    @Test
    void forgedLineStaysWithinItsOwn() {
        String forged = "x\r\n<B0000000001@mail.example.jp> [31/Jan/2016:08:55:55] 192.0.2.9 pc a@b.jp c@d.jp";
        assertThat(new LogLine.Taken(ID, AT, "192.0.2.1", forged, "a@b.jp", "c@d.jp").text())
                .startsWith("<B0000319576@mail.example.jp> [31/Jan/2016:08:55:55] 192.0.2.1 x\\x0D\\x0A<B0");
    }

    @ParameterizedTest
    @CsvSource({"160131.log, 2016-01-31", "991231.LOG, 2099-12-31"})
    void readsADaysName(String name, String date) {
        assertThat(LogDay.parse(name)).map(day -> day.date().toString()).contains(date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"161301.log", "16131.log", "160131.log.gz", "160131.txt"})
    void otherNamesAreNoDays(String name) {
        assertThat(LogDay.parse(name)).isEmpty();
    }
}
