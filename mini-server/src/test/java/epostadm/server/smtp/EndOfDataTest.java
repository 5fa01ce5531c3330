package epostadm.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EndOfDataTest {

    /// A message, what comes after it, its size, and whether it has a bare CR or LF.
    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(".\r\n", "QUIT\r\n", 0, false),
                Arguments.of("\r\n.\r\n", "QUIT\r\n", 2, false),
                Arguments.of("a\r\n.\r\n", "", 3, false),
                Arguments.of("a\r\n..\r\n.\r\n", ".\r\n", 6, false),
                Arguments.of("a\r\n...b\r\n.\r\n", "", 9 - 1, false),
                Arguments.of("a\r\n.b\r\n.\r\n", "", 7, false),
                Arguments.of("a.\r\n.\r\n", "", 4, false),
                Arguments.of("a\n.\n\r\n.\r\n", "", 6, true),
                Arguments.of("a\r.\r\r\n.\r\n", "", 6, true),
                Arguments.of("a\r\n.\n\r\n.\r\n", "", 7, true),
                Arguments.of("a\r\n.\r\r\n.\r\n", "", 7, true),
                Arguments.of("a\n.\r\n\r\n.\r\n", "", 7, true),
                Arguments.of("a\r.\r\n\r\n.\r\n", "", 7, true),
                Arguments.of("a\r\r\n.\r\n", "", 4, true),
                Arguments.of("a\n\r\n.\r\n", "", 4, true),
                Arguments.of("a\r\n.\r\0\n\r\n.\r\n", "", 9, true),
                Arguments.of("a\r\n \r\n.\r\n", "", 6, false));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void endsAtCrlfDotCrlfOnly(String message, String after, int size, boolean bareLineEnd) {
        byte[] bytes = (message + after).getBytes(StandardCharsets.ISO_8859_1);
        for (int block = 1; block <= bytes.length; block++) {
            EndOfData end = new EndOfData();
            int at = 0;
            while (at < bytes.length && !end.ended()) {
                at = end.scan(bytes, at, Math.min(bytes.length, at + block));
            }
            assertThat(end.ended()).isTrue();
            assertThat(at).isEqualTo(message.length());
            assertThat(end.size()).isEqualTo(size);
            assertThat(end.bareLineEnd()).isEqualTo(bareLineEnd);
        }
    }

    static Stream<Arguments> unfinished() {
        return Stream.of(
                        "",
                        "a",
                        "a\r\n",
                        "a\r\n.",
                        "a\r\n.\r",
                        "a\n.\n",
                        "a\r\n.\n",
                        "a\n.\r\n",
                        "a\r.\r",
                        "a\r\n.\r\r")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    void takesNoOtherLineEndsForTheEnd(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        EndOfData end = new EndOfData();
        assertThat(end.scan(bytes, 0, bytes.length)).isEqualTo(bytes.length);
        assertThat(end.ended()).isFalse();
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void findsTheEndOfWhatDotStuffingWrote(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        byte[] text = seeded.text("..\r\n\rab\n", 60)
                .replace("\r\n", "\0")
                .replace("\r", "")
                .replace("\n", "")
                .replace("\0", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DotStuffing stuffing = new DotStuffing(out);
        int cut = seeded.between(0, text.length);
        stuffing.write(text, 0, cut);
        stuffing.write(text, cut, text.length);
        stuffing.end();
        byte[] wire = out.toByteArray();

        EndOfData end = new EndOfData();
        assertThat(end.scan(wire, 0, wire.length)).isEqualTo(wire.length);
        assertThat(end.ended()).isTrue();
        assertThat(end.bareLineEnd()).isFalse();
        assertThat(stuffing.bareLineEnd()).isFalse();
        boolean complete = text.length == 0 || new String(text, StandardCharsets.ISO_8859_1).endsWith("\r\n");
        assertThat(end.size()).isEqualTo(text.length + (complete ? 0 : 2));
    }

    @ParameterizedTest
    @MethodSource("bareChunks")
    void dotStuffingNoticesBareLineEnds(String text, boolean bare) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        DotStuffing stuffing = new DotStuffing(new ByteArrayOutputStream());
        for (int i = 0; i < bytes.length; i++) {
            stuffing.write(bytes, i, i + 1);
        }
        stuffing.end();
        assertThat(stuffing.bareLineEnd()).isEqualTo(bare);
    }

    static Stream<Arguments> bareChunks() {
        return Stream.of(
                Arguments.of("a\r\nb", false),
                Arguments.of("a\nb", true),
                Arguments.of("a\rb", true),
                Arguments.of("a\r", true),
                Arguments.of("\n", true),
                Arguments.of("a\r\n\n", true),
                Arguments.of("a\r\r\n", true));
    }
}
