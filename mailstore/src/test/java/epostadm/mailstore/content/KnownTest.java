package epostadm.mailstore.content;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.mime.Envelope;
import epostadm.mailstore.mime.MimePart;
import epostadm.mailstore.mime.MimeScanner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownTest {

    private static final Stamp STAMP = new Stamp(FileSource.DATE, 123_456_789_012L);

    static Stream<Long> seeds() {
        return Seeded.seeds(300);
    }

    private static MimePart structure(String text) throws IOException {
        return MimeScanner.scan(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static Known readAgain(Known known) {
        return Known.read(known.octets().clone()).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsEveryStructureAndEnvelope(long seed) throws IOException {
        MimePart structure = structure(RandomMail.text(Seeded.of(seed)));
        List<String> references = List.of("a@b", "text");
        Known known = readAgain(Known.of(STAMP).withText(structure, references, seed % 2 == 0));
        assertThat(known.stamp()).isEqualTo(STAMP);
        assertThat(known.isOf(STAMP)).isTrue();
        assertThat(known.structure()).isEqualTo(structure);
        assertThat(known.envelope()).isEqualTo(structure.envelope().orElseThrow());
        assertThat(known.references()).isEqualTo(references);
        assertThat(known.size()).isEqualTo(structure.extent().end());
        assertThat(known.plain()).isEqualTo(seed % 2 == 0);
        Known shown = readAgain(known.withPreview("日本語 \ud83d\ude00"));
        assertThat(shown.preview()).isEqualTo("日本語 \ud83d\ude00");
        assertThat(shown.structure()).isEqualTo(structure);
    }

    @Test
    void knowsWhatItDoesNotKnow() throws IOException {
        Known nothing = readAgain(Known.of(STAMP));
        assertThat(nothing.hasHead() || nothing.hasText() || nothing.hasPreview())
                .isFalse();
        assertThat(nothing.modified()).isEqualTo(FileSource.DATE);
        Envelope envelope = structure("Subject: s\r\n\r\n").envelope().orElseThrow();
        Known headed = readAgain(nothing.withPreview("").withHead(envelope, List.of()));
        assertThat(headed.hasHead() && headed.hasPreview()).isTrue();
        assertThat(headed.hasText()).isFalse();
        assertThat(headed.envelope()).isEqualTo(envelope);
        assertThat(headed.preview()).isEmpty();
        assertThat(headed.isOf(new Stamp(FileSource.DATE, 1))).isFalse();
        assertThat(headed.isOf(new Stamp(FileSource.DATE.plusNanos(1), STAMP.bytes())))
                .isFalse();
    }

    @Test
    void takesNothingDamagedForWhole() throws IOException {
        byte[] octets = Known.of(STAMP)
                .withText(structure("Subject: s\r\nReferences: <a@b>\r\n\r\nbody"), List.of("a@b"), true)
                .octets();
        assertThat(Known.read(new byte[0])).isEmpty();
        for (int i = 0; i < octets.length; i++) {
            byte[] damaged = octets.clone();
            damaged[i] ^= 4;
            assertThat(Known.read(damaged)).as("octet " + i).isEmpty();
            assertThat(Known.read(java.util.Arrays.copyOf(octets, i))).isEmpty();
        }
    }

    /// What is new in the words or the layout would make nonsense of caches that are there.
    @Test
    void writesTheFormThatItSays() throws IOException {
        MimePart structure = structure("Date: d\r\nSubject: s\r\nFrom: A <a@b>\r\nSender: c@d\r\nTo: G: e@f;\r\n"
                + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Disposition: attachment; filename=f; size=3\r\n\r\nbody\r\n--x--\r\n");
        java.util.zip.CRC32 sum = new java.util.zip.CRC32();
        sum.update(Known.of(STAMP).withText(structure, List.of("a@b"), true).octets());
        assertThat(Known.FORM).isEqualTo((byte) 2);
        assertThat(sum.getValue()).isEqualTo(1296148447L);
    }
}
