package epostadm.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.mail.FolderName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImapWriterTest {

    static final ImapMode REV2 = new ImapMode(true, false, false);

    static String written(ImapMode mode, Consumer<ImapWriter> writing) {
        ImapWriter writer = new ImapWriter().mode(mode);
        writing.accept(writer);
        return CommandWriter.latin1(writer);
    }

    static ImapReader reader(String written, ImapMode mode) throws IOException {
        CommandText text = new CommandText(ScriptedSource.of(written + "\r\n"), ImapBounds.STANDARD);
        text.begin();
        ImapReader reader = new ImapReader(text);
        reader.mode(mode);
        return reader;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abc | abc",
                "'' | \"\"",
                "nil | \"nil\"",
                "a b | \"a b\"",
                "a\"b | \"a\\\"b\"",
                "a\\b | \"a\\\\b\"",
                "a]b | a]b",
                "a* | \"a*\"",
                "a(b | \"a(b\"",
                "a{1} | \"a{1}\""
            })
    void choosesAtomOrString(String text, String expected) {
        assertThat(written(ImapMode.REV1, out -> out.astring(text))).isEqualTo(expected);
    }

    @Test
    void sendsWhatCannotBeQuotedAsLiteral() {
        assertThat(written(ImapMode.REV1, out -> out.string("é"))).isEqualTo("{2}\r\n\u00c3\u00a9");
        assertThat(written(REV2, out -> out.string("é"))).isEqualTo("\"\u00c3\u00a9\"");
        assertThat(written(REV2, out -> out.headerString("\u00e9"))).isEqualTo("{1}\r\n\u00e9");
        assertThat(written(REV2, out -> out.headerString("a\r\nb"))).isEqualTo("{4}\r\na\r\nb");
        assertThat(written(REV2, out -> out.headerString("a\0b"))).isEqualTo("{3}\r\na\u0080b");
        assertThat(written(REV2, out -> out.headerString("x".repeat(1001)))).startsWith("{1001}\r\nx");
        assertThat(written(REV2, out -> out.headerString(Optional.empty()))).isEqualTo("NIL");
    }

    @ParameterizedTest
    @CsvSource({"INBOX, INBOX, INBOX", "テスト/a b, \"&MMYwuTDI-/a b\", \"テスト/a b\"", "a&b, a&-b, a&b"})
    void writesMailboxNames(String name, String rev1, String rev2) {
        FolderName folder = FolderName.parse(name).orElseThrow();
        assertThat(written(ImapMode.REV1, out -> out.mailbox(folder))).isEqualTo(rev1);
        assertThat(written(REV2, out -> out.mailbox(folder)).getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo(rev2.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "1996-07-17T02:44:25-07:00, '\"17-Jul-1996 02:44:25 -0700\"'",
        "2026-02-01T09:05:00+09:00, '\" 1-Feb-2026 09:05:00 +0900\"'",
        "2026-12-31T23:59:59Z, '\"31-Dec-2026 23:59:59 +0000\"'",
        "0001-01-01T00:00:00-03:30, '\" 1-Jan-0001 00:00:00 -0330\"'"
    })
    void writesDates(OffsetDateTime time, String expected) throws ImapSyntaxException {
        assertThat(written(ImapMode.REV1, out -> out.dateTime(time))).isEqualTo(expected);
        assertThat(DateReader.dateTime(expected.replace("\"", ""))).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, 4294967295L, 999999999999999999L, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void writesNumbers(long number) {
        assertThat(written(ImapMode.REV1, out -> out.say("x".repeat(511)).number(number)))
                .isEqualTo("x".repeat(511) + number);
    }

    @Test
    void takesBackAndGivesUpRoomWithoutLosingWhatWasSaid() {
        ImapWriter writer = new ImapWriter();
        writer.say("a").say("x".repeat(9000)).shorten(1);
        writer.shrink();
        assertThat(CommandWriter.latin1(writer.say("y".repeat(600)))).isEqualTo("a" + "y".repeat(600));
    }

    @Test
    void gathersUntilItIsDrained() throws IOException {
        ImapWriter writer = new ImapWriter();
        writer.say("* ").number(1234567890123L).space().say("FETCH (").flags(List.of("\\Seen", "a"));
        writer.say(')').endLine().literalOf(3).binaryOf(4).raw(new byte[] {1, 2, 3}, 1, 2);
        String expected = "* 1234567890123 FETCH ((\\Seen a))\r\n{3}\r\n~{4}\r\n\u0002\u0003";
        assertThat(CommandWriter.latin1(writer)).isEqualTo(expected);
        assertThat(writer.length()).isEqualTo(expected.length());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.drainTo(out);
        assertThat(out.toString(StandardCharsets.ISO_8859_1)).isEqualTo(expected);
        assertThat(writer.length()).isZero();
        writer.say("x".repeat(5000));
        assertThat(writer.octets()).hasSize(5000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void writesStringsAndNamesThatAreReadAgain(long seed) throws Exception {
        Seeded seeded = Seeded.of(seed);
        ImapMode mode = seeded.chance(0.5) ? REV2 : ImapMode.REV1;
        String text = seeded.awkwardText(40).replace("\0", "");
        String header = new String(seeded.bytes(seeded.between(0, 20)), StandardCharsets.ISO_8859_1).replace("\0", "");
        String written = written(
                mode,
                out -> out.astring(text)
                        .space()
                        .string(text)
                        .space()
                        .mailbox(text)
                        .space()
                        .headerString(header));
        ImapReader in = reader(written, mode);
        assertThat(in.text("text")).isEqualTo(text);
        in.space();
        assertThat(ImapReader.utf8(in.string("text"), "text")).isEqualTo(text);
        in.space();
        assertThat(in.mailbox().text()).isEqualTo(text);
        in.space();
        assertThat(in.string("header")).isEqualTo(header.getBytes(StandardCharsets.ISO_8859_1));
        in.end();
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(500);
    }
}
