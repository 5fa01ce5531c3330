package epostadm.mailstore.content;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.net.QuotedPrintableCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TransferDecodingTest {

    private static byte[] decoded(String encoding, byte[] body) throws IOException {
        try (InputStream in = TransferDecoding.of(Optional.of(encoding), new ByteArrayInputStream(body))
                .orElseThrow()) {
            return in.readAllBytes();
        }
    }

    private static String decoded(String encoding, String body) throws IOException {
        return new String(decoded(encoding, body.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void decodesWhatAnEncoderWrote(long seed) throws IOException {
        Seeded random = Seeded.of(seed);
        byte[] octets = random.bytes(random.between(0, random.chance(0.3) ? 100_000 : 300));
        byte[] base64 = Base64.getMimeEncoder(random.between(1, 25) * 4, "\r\n".getBytes(StandardCharsets.US_ASCII))
                .encode(octets);
        assertThat(decoded("base64", base64)).isEqualTo(octets);
        byte[] quoted = new QuotedPrintableCodec(true)
                .encode(new String(octets, StandardCharsets.ISO_8859_1), "ISO-8859-1")
                .getBytes(StandardCharsets.US_ASCII);
        if (octets.length > 0) {
            assertThat(decoded("quoted-printable", quoted)).isEqualTo(octets);
        }
    }

    /// `~` stands for CRLF, `_` for a blank, `^` for a lone LF.
    @ParameterizedTest
    @CsvSource({
        "YWJj, abc",
        "YW Jj~, abc",
        "YWI=, ab",
        "YQ==, a",
        "YWI=YQ==, aba",
        "YQ, a",
        "YWI, ab",
        "Y, ''",
        "YWJjY, abc",
        "=YWJj, abc",
        "*Y!W-J_j, abc",
        "'', ''"
    })
    void readsBrokenBase64(String body, String expected) throws IOException {
        assertThat(decoded("Base64", text(body))).isEqualTo(text(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "a=3Db, a=b",
        "a=3db, a=b",
        "a=3, a=3",
        "a=, a",
        "a==3D, a==",
        "a=XYb, a=XYb",
        "a=3Xb, a=3Xb",
        "a=~b, ab",
        "a=_~b, ab",
        "a=_b, a=_b",
        "a=^b, ab",
        "a__~b, a~b",
        "a__^b, a^b",
        "a_b, a_b",
        "a_, a",
        "=20~, _~",
        "a~~b~, a~~b~",
        "=~, ''"
    })
    void readsBrokenQuotedPrintable(String body, String expected) throws IOException {
        assertThat(decoded("QUOTED-Printable", text(body))).isEqualTo(text(expected));
    }

    private static String text(String written) {
        return written.replace("~", "\r\n").replace("_", " ").replace("^", "\n");
    }

    @Test
    void keepsBareCarriageReturnsAndLongSpace() throws IOException {
        assertThat(decoded("quoted-printable", "a\rb =\rc")).isEqualTo("a\rb =\rc");
        assertThat(decoded("quoted-printable", "a" + " ".repeat(5000) + "b")).isEqualTo("a" + " ".repeat(5000) + "b");
    }

    @Test
    void readsOctetByOctetWhatItReadsInBlocks() throws IOException {
        byte[] body = "a=3Db =\r\n c ".repeat(3000).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream single = new ByteArrayOutputStream();
        try (InputStream in = TransferDecoding.of(Optional.of("quoted-printable"), new ByteArrayInputStream(body))
                .orElseThrow()) {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                single.write(octet);
            }
        }
        assertThat(single.toByteArray()).isEqualTo(decoded("quoted-printable", body));
    }

    @Test
    void knowsNoOtherEncoding() {
        assertThat(TransferDecoding.of(Optional.of("x-uuencode"), InputStream.nullInputStream()))
                .isEmpty();
        assertThat(TransferDecoding.of(Optional.empty(), InputStream.nullInputStream()))
                .isPresent();
        assertThat(TransferDecoding.of(Optional.of("BINARY"), InputStream.nullInputStream()))
                .isPresent();
    }
}
