package epostadm.mailstore.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.disk.MessageFile;
import epostadm.mailstore.disk.OpenMessageFile;
import epostadm.mailstore.mime.MimePart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class OpenMessageTest {

    @TempDir
    Path directory;

    private final MessageContents contents = MessageContents.inMemory();

    static Stream<Long> seeds() {
        return Seeded.seeds(12);
    }

    private static byte[] octets(InputStream in) throws IOException {
        try (in) {
            return in.readAllBytes();
        }
    }

    private OpenMessage open(String text) throws IOException {
        return contents.open(FileSource.of(directory, "m" + text.hashCode(), text));
    }

    private static String text(OpenMessage message, long begin, long end) throws IOException {
        return new String(octets(message.octets(begin, end)), StandardCharsets.UTF_8);
    }

    /// The model is the whole text, unstuffed by the class that all others use.
    @ParameterizedTest
    @MethodSource("seeds")
    void readsAnyPartOfAnyText(long seed) throws IOException {
        Seeded random = Seeded.of(seed);
        boolean plain = random.chance(0.4);
        List<String> pieces = plain
                ? List.of("line\r\n", "\r\n", "long ".repeat(500), "a.b\r\n", "\r")
                : List.of("line\r\n", "\n", ".\r\n", "..\r\n", "...x\n", "\r", "x", ".", "long ".repeat(500));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        int length = random.chance(0.5) ? random.between(0, 300) : random.between(300_000, 600_000);
        file.writeBytes("Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        while (file.size() < length) {
            file.writeBytes(random.oneOf(pieces).getBytes(StandardCharsets.US_ASCII));
        }
        if (random.chance(0.5)) {
            file.writeBytes("\r\n.\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        FileSource source = FileSource.of(directory, "m", file.toByteArray());
        byte[] model = octets(new MessageFile(source.file()).text());
        try (OpenMessage message = contents.open(source)) {
            for (int i = 0; i < 60; i++) {
                int begin = random.between(0, model.length + 10);
                int end = random.chance(0.5) ? begin + random.between(0, 100) : random.between(0, model.length + 100);
                byte[] expected = begin >= Math.min(end, model.length)
                        ? new byte[0]
                        : Arrays.copyOfRange(model, begin, Math.min(end, model.length));
                assertThat(octets(message.octets(begin, end)))
                        .as(begin + ".." + end)
                        .isEqualTo(expected);
            }
            assertThat(message.structure().extent().end()).isEqualTo(model.length);
            assertThat(contents.summary(source).size()).isEqualTo(model.length);
        }
    }

    @Test
    void readsSeveralPlacesOfALargeFileAtTheSameTime() throws IOException {
        String line = "0123456789abcde\n";
        try (OpenMessage message = open("A: b\n\n" + line.repeat(OpenMessageFile.SMALL / 8))) {
            try (InputStream one = message.octets(8 + 17 * 5, 8 + 17 * 9);
                    InputStream two = message.octets(8 + 17 * 1000, 8 + 17 * 1001)) {
                assertThat(one.readNBytes(17)).startsWith('0', '1');
                assertThat(two.readNBytes(17)).startsWith('0', '1');
                assertThat(one.readAllBytes()).hasSize(17 * 3);
                assertThat(two.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void goesOnReadingAFileThatIsDeletedMeanwhile() throws IOException {
        FileSource source = FileSource.of(directory, "m", "A: b\n\nbody\n");
        try (OpenMessage message = contents.open(source)) {
            Files.delete(source.file());
            assertThat(text(message, 8, 100)).isEqualTo("body\r\n");
        }
        assertThatThrownBy(() -> contents.open(source)).isInstanceOf(NoSuchFileException.class);
    }

    private static final String FIELDS = """
            Received: from a
            \tby b
            SUBJECT: one
            Subject : two
              folded
            no field at all
            To:
            X: y

            body
            """;

    private String fields(String text, List<String> names, boolean wanted) throws IOException {
        try (OpenMessage message = open(text)) {
            return new String(
                            message.headerFields(message.structure().extent(), name -> names.contains(name) == wanted),
                            StandardCharsets.UTF_8)
                    .replace("\r\n", "\n");
        }
    }

    @Test
    void givesFieldsAsTheyStandInTheHeader() throws IOException {
        assertThat(fields(FIELDS, List.of("subject"), true)).isEqualTo("SUBJECT: one\nSubject : two\n  folded\n\n");
        assertThat(fields(FIELDS, List.of("received", "to"), true)).isEqualTo("Received: from a\n\tby b\nTo:\n\n");
        assertThat(fields(FIELDS, List.of("received", "subject", "to"), false)).isEqualTo("no field at all\nX: y\n\n");
        assertThat(fields(FIELDS, List.of(), false)).isEqualTo(FIELDS.substring(0, FIELDS.indexOf("body")));
        assertThat(fields(FIELDS, List.of("none"), true)).isEqualTo("\n");
        assertThat(fields("\nbody", List.of("x"), true)).isEqualTo("\n");
        assertThat(fields(" folded: x\nA: b\n\n", List.of("a"), true)).isEqualTo("A: b\n\n");
    }

    @Test
    void givesNoEmptyLineWhereThereIsNone() throws IOException {
        assertThat(fields("A: b\nC: d", List.of("c"), true)).isEqualTo("C: d");
        assertThat(fields("", List.of("c"), true)).isEmpty();
    }

    @Test
    void takesTheTransferEncodingOff() throws IOException {
        try (OpenMessage message = open("""
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Transfer-Encoding: BASE64 (as ever)

                5pel5pys
                6Kqe
                --x
                Content-Transfer-Encoding: quoted-printable

                a=3Db=
                c=zz
                --x
                Content-Transfer-Encoding: x-uuencode

                begin
                --x

                plain
                --x--
                """)) {
            List<MimePart> parts = message.structure().parts();
            assertThat(decoded(message, parts.get(0))).isEqualTo("日本語");
            assertThat(decoded(message, parts.get(1))).isEqualTo("a=bc=zz");
            assertThat(message.decoded(parts.get(2))).isEmpty();
            assertThat(decoded(message, parts.get(3))).isEqualTo("plain");
        }
    }

    private static String decoded(OpenMessage message, MimePart part) throws IOException {
        return new String(octets(message.decoded(part).orElseThrow()), StandardCharsets.UTF_8);
    }

    @Test
    void showsAScrambledMessageAsOneThatSaysSo() throws IOException {
        byte[] scrambled = Seeded.of(1).bytes(100_000);
        scrambled[0] = (byte) 0xFF;
        FileSource source = FileSource.of(directory, "m", scrambled);
        FileSource copy = FileSource.of(directory, "copy", scrambled);
        try (OpenMessage message = contents.open(source);
                OpenMessage same = contents.open(copy)) {
            MimePart whole = message.structure();
            assertThat(whole.envelope().orElseThrow().subject().orElseThrow()).startsWith("[encoded message ");
            assertThat(octets(message.decoded(whole.parts().get(1)).orElseThrow()))
                    .isEqualTo(scrambled);
            byte[] all = octets(message.octets(0, Long.MAX_VALUE));
            assertThat((long) all.length)
                    .isEqualTo(whole.extent().end())
                    .isEqualTo(contents.summary(source).size());
            assertThat(octets(message.octets(500, 1000))).isEqualTo(Arrays.copyOfRange(all, 500, 1000));
            assertThat(octets(same.octets(0, Long.MAX_VALUE))).isEqualTo(all);
        }
    }
}
