package epostadm.mailstore.content;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.mime.MimePart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a message is made of, there is an answer, and it is always the same.
@Timeout(60)
class BrokenMailTest {

    @TempDir
    Path directory;

    static Stream<Long> seeds() {
        return Seeded.seeds(300);
    }

    private void answers(byte[] octets) throws IOException {
        FileSource source = FileSource.of(directory, "m", octets);
        try (MessageContents contents = MessageContents.inMemory();
                MessageContents others = MessageContents.inMemory()) {
            Summary summary = contents.summary(source);
            String preview = summary.preview();
            assertThat(preview.codePointCount(0, preview.length())).isLessThanOrEqualTo(200);
            assertThat(preview).doesNotContain("\n", "\r", "\t").isEqualTo(preview.strip());
            Summary other = others.summary(source);
            assertThat(other.envelope()).isEqualTo(summary.envelope());
            assertThat(other.references()).isEqualTo(summary.references());
            assertThat(other.structure()).isEqualTo(summary.structure());
            assertThat(other.preview()).isEqualTo(preview);
            try (OpenMessage message = others.open(source)) {
                byte[] all = message.octets(0, Long.MAX_VALUE).readAllBytes();
                assertThat((long) all.length).isEqualTo(summary.size());
                assertThat(message.structure()).isEqualTo(summary.structure());
                part(message, message.structure());
            }
        }
    }

    private static void part(OpenMessage message, MimePart part) throws IOException {
        byte[] header = message.headerFields(part.extent(), _ -> true);
        assertThat(header)
                .isEqualTo(message.octets(part.extent().begin(), part.extent().body())
                        .readAllBytes());
        if (part.parts().isEmpty()) {
            Optional<InputStream> decoded = message.decoded(part);
            if (decoded.isPresent()) {
                assertThat((long) decoded.get().readAllBytes().length)
                        .isLessThanOrEqualTo(part.extent().bodyOctets());
            }
        }
        for (MimePart inside : part.parts()) {
            part(message, inside);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void answersForMailThatNobodyShouldWrite(long seed) throws IOException {
        Seeded random = Seeded.of(seed);
        byte[] octets = RandomMail.text(random).getBytes(StandardCharsets.ISO_8859_1);
        answers(octets);
        for (int i = random.between(1, 8); i > 0 && octets.length > 0; i--) {
            octets[random.between(0, octets.length - 1)] =
                    random.oneOf(List.of((byte) '\r', (byte) '\n', (byte) '-', (byte) 0, (byte) 0xFF, (byte) '.'));
        }
        answers(octets);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                ".\n",
                "\n",
                "\r",
                "no header",
                ": no name\n\nbody",
                "Subject\n\nbody",
                "Subject: s\n no body",
                "Content-Type: multipart/mixed\n\n--\n\n--",
                "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\na\n----\n",
                "Content-Type: multipart/mixed; boundary=\"x\n\n--x\n\na\n--x--\n",
                "Content-Type: multipart/mixed; boundary=x; boundary=y\n\n--y\n\na\n--x\n\nb\n--x--\n",
                "Content-Type: multipart/mixed; boundary=x\nContent-Type: text/plain\n\n--x\n\na\n--x--\n",
                "Content-Type: message/rfc822\n\n",
                "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeA0KDQp4\n",
                "Content-Type: text/plain; charset=nothing-known\n\n\u65e5\u672c\n",
                "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<a =\n",
                "Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\n/v8w\n",
                "Content-Type: TEXT\n\n",
                "Content-Type: /\n\n",
                "From: <<<>>>,,;:@\nTo: \"never closed\nCc: (never closed\n\n",
                "Subject: =?UTF-8?B?never closed\n\n"
            })
    void answersForEachBreach(String text) throws IOException {
        answers(FileSource.octets(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 300_000, 2_000_000})
    void answersForLinesOfAnyLength(int length) throws IOException {
        answers(FileSource.octets("Subject: " + "s".repeat(length) + "\n\n" + "x".repeat(length)));
        answers(FileSource.octets("Content-Type: text/plain; name=\"" + "n".repeat(length) + "\"\nReferences: "
                + "<a@b> ".repeat(length / 6) + "\nTo: " + "a@b,".repeat(length / 4) + "\n\n"));
        answers(FileSource.octets("x".repeat(length)));
    }
}
