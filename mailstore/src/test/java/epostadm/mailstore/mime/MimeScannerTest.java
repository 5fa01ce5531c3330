package epostadm.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MimeScannerTest {

    private static byte[] octets(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static MimePart scan(String text) throws IOException {
        return MimeScanner.scan(new ByteArrayInputStream(octets(text)));
    }

    private static String body(String text, MimePart part) {
        byte[] octets = octets(text);
        return new String(
                        octets,
                        (int) part.extent().body(),
                        (int) part.extent().bodyOctets(),
                        StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n");
    }

    @Test
    void readsAPlainMessage() throws IOException {
        String text = "Subject: a\nContent-Type: Text/HTML; charset=\"iso-2022-jp\"\n\none\ntwo\n";
        MimePart part = scan(text);
        assertThat(part.type())
                .isEqualTo(new ContentType("text", "html", List.of(new Parameter("charset", "iso-2022-jp"))));
        assertThat(body(text, part)).isEqualTo("one\ntwo\n");
        assertThat(part.extent().headerLines()).isEqualTo(3);
        assertThat(part.extent().bodyLines()).isEqualTo(2);
        assertThat(part.parts()).isEmpty();
        assertThat(part.envelope().orElseThrow().subject()).contains("a");
    }

    private static final String MIXED = """
            Subject: x
            Content-Type: multipart/mixed; boundary="a b"

            preamble
            --a b

            first
            --a b\t
            Content-Type: message/rfc822
            Content-Disposition: attachment; filename="m.eml"

            Subject: inner
            Content-Type: multipart/alternative; boundary=i

            --i
            Content-Type: text/plain

            plain
            --i
            Content-Type: text/html
            Content-Transfer-Encoding: quoted-printable

            <p>

            --i--
            --a b
            Content-Type: image/png

            --a b--
            epilogue
            """;

    @Test
    void readsPartsWithinPartsWithinMessages() throws IOException {
        MimePart part = scan(MIXED);
        assertThat(part.type().subtype()).isEqualTo("mixed");
        assertThat(part.parts()).hasSize(3);
        assertThat(body(MIXED, part.parts().getFirst())).isEqualTo("first");
        MimePart attached = part.parts().get(1);
        assertThat(attached.fields().disposition())
                .contains(new Disposition("attachment", List.of(new Parameter("filename", "m.eml"))));
        MimePart inner = attached.message().orElseThrow();
        assertThat(inner.envelope().orElseThrow().subject()).contains("inner");
        assertThat(inner.parts()).hasSize(2);
        assertThat(body(MIXED, inner.parts().get(1))).isEqualTo("<p>\n");
        assertThat(inner.parts().get(1).extent().bodyLines()).isEqualTo(1);
        assertThat(body(MIXED, attached)).startsWith("Subject: inner\n").endsWith("\n--i--");
        assertThat(attached.extent().bodyLines()).isEqualTo(13);
        assertThat(body(MIXED, part.parts().get(2))).isEmpty();
        assertThat(body(MIXED, part)).startsWith("preamble\n").endsWith("epilogue\n");
    }

    @Test
    void findsPartsByTheirNumbers() throws IOException {
        MimePart part = scan(MIXED);
        assertThat(part.part(List.of())).contains(part);
        assertThat(part.part(List.of(1))).contains(part.parts().getFirst());
        assertThat(part.part(List.of(2))).contains(part.parts().get(1));
        assertThat(part.part(List.of(2, 2)))
                .contains(part.parts().get(1).parts().getFirst().parts().get(1));
        assertThat(part.part(List.of(1, 1))).isEmpty();
        assertThat(part.part(List.of(4))).isEmpty();
        assertThat(part.part(List.of(0))).isEmpty();
        MimePart plain = scan("\nbody");
        assertThat(plain.part(List.of(1))).contains(plain);
        assertThat(plain.part(List.of(2))).isEmpty();
        assertThat(plain.part(List.of(1, 1))).isEmpty();
        MimePart message = scan("Content-Type: message/rfc822\n\nSubject: i\n\nbody");
        assertThat(message.part(List.of(1))).contains(message);
        assertThat(message.part(List.of(1, 1))).contains(message.parts().getFirst());
        assertThat(message.part(List.of(1, 1, 1))).isEmpty();
    }

    @Test
    void givesEveryBrokenMessageAStructure() throws IOException {
        assertThat(scan("").extent()).isEqualTo(new Extent(0, 0, 0, 0, 0));
        assertThat(scan("\n").extent()).isEqualTo(new Extent(0, 2, 2, 1, 0));
        assertThat(scan("no header at all").extent().bodyOctets()).isZero();
        assertThat(scan("Content-Type: multipart/mixed\n\n--x\n\na").type()).isEqualTo(ContentType.PLAIN);
        assertThat(scan("Content-Type: multipart/mixed; boundary=x\n\nno part").type())
                .isEqualTo(ContentType.PLAIN);
        assertThat(scan("Content-Type: nonsense\n\n").type()).isEqualTo(ContentType.PLAIN);
        MimePart open = scan("Content-Type: multipart/mixed; boundary=x\n\n--x\nA: b\n\none\n--x\n\ntwo\n");
        assertThat(open.parts()).hasSize(2);
        MimePart headerOnly = scan("Content-Type: multipart/mixed; boundary=x\n\n--x\nA: b\n--x--");
        assertThat(headerOnly.parts()).hasSize(1);
        assertThat(headerOnly.parts().getFirst().extent().bodyOctets()).isZero();
    }

    @Test
    void takesTheOuterBoundaryForTheEndOfWhatIsStillOpenInside() throws IOException {
        MimePart part = scan("Content-Type: multipart/mixed; boundary=o\n\n"
                + "--o\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\na\n--o\n\nb\n--o--\n");
        assertThat(part.parts()).hasSize(2);
        assertThat(part.parts().getFirst().parts()).hasSize(1);
    }

    @Test
    void looksOnlySoDeepAndAtSoManyParts() throws IOException {
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        MimePart part = scan(deep.toString());
        int depth = 0;
        while (!part.parts().isEmpty()) {
            part = part.parts().getFirst();
            depth++;
        }
        assertThat(depth).isEqualTo(50);
        assertThat(part.type()).isEqualTo(ContentType.OCTETS);
        MimePart many = scan("Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\n".repeat(30_000));
        assertThat(many.parts()).hasSizeLessThan(10_001);
        assertThat(many.extent().end())
                .isEqualTo(octets("Content-Type: multipart/mixed; boundary=b\n\n").length + 30_000L * 7);
    }

    @Test
    void holdsLinesAndFieldsOfAnyLength() throws IOException {
        MimePart part = scan("Subject: " + "s".repeat(1_000_000) + "\n\n" + "x".repeat(3_000_000) + "\n");
        assertThat(part.extent().bodyOctets()).isEqualTo(3_000_002);
        assertThat(part.envelope().orElseThrow().subject().orElseThrow().length())
                .isLessThan(70_000);
    }

    /// Whatever the text, parts lie within their parents, in order, and the lines are those that are there.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsPartsWithinTheirParents(long seed) throws IOException {
        Seeded random = Seeded.of(seed);
        List<String> pieces = List.of(
                "Content-Type: multipart/mixed; boundary=a\n",
                "Content-Type: multipart/digest; boundary=b\n",
                "Content-Type: message/rfc822\n",
                "Content-Type: text/plain; charset=x\n",
                "\n",
                "\n",
                "--a\n",
                "--a\n",
                "--b\n",
                "--b--\n",
                "--a--\n",
                "text\n",
                " folded\n",
                "--a",
                "Subject: s\n",
                "\r",
                "\n\n");
        for (int run = 0; run < 400; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.between(0, 40); i > 0; i--) {
                text.append(random.oneOf(pieces));
            }
            byte[] octets = octets(text.toString());
            MimePart whole = MimeScanner.scan(new ByteArrayInputStream(octets));
            assertThat(whole.extent().begin()).isZero();
            assertThat(whole.extent().end()).as(text.toString()).isEqualTo(octets.length);
            check(octets, whole, text.toString());
        }
    }

    private static void check(byte[] octets, MimePart part, String text) {
        Extent extent = part.extent();
        assertThat(extent.headerLines()).as(text).isEqualTo(lineEnds(octets, extent.begin(), extent.body()));
        assertThat(extent.bodyLines()).as(text).isEqualTo(lineEnds(octets, extent.body(), extent.end()));
        long last = extent.body();
        for (MimePart inside : part.parts()) {
            assertThat(inside.extent().begin()).as(text).isGreaterThanOrEqualTo(last);
            last = inside.extent().end();
            assertThat(last).as(text).isLessThanOrEqualTo(extent.end());
            check(octets, inside, text);
        }
    }

    private static long lineEnds(byte[] octets, long from, long to) {
        long lines = 0;
        for (long i = from; i < to; i++) {
            lines += octets[(int) i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    @Test
    void splitsAddressesAsAnEnvelopeShowsThem() throws IOException {
        Envelope envelope = scan("""
                Date: Tue, 24 Nov 2026 10:00:00 +0900
                Subject: =?UTF-8?B?5LiL5pu444GN?=
                 folded
                From: "Tanaka, (K)" <tanaka@example.jp>, info@example.jp (Desk \\(1\\) (new))
                To: Team: a@example.jp, "b c"@example.jp;, <@r1,@r2:d@example.jp>
                Cc: undisclosed-recipients:;
                Bcc: nobody
                Message-ID: <1@example.jp>

                """).envelope().orElseThrow();
        assertThat(envelope.subject()).contains("=?UTF-8?B?5LiL5pu444GN?= folded");
        assertThat(envelope.from())
                .containsExactly(
                        mailbox("Tanaka, (K)", null, "tanaka", "example.jp"),
                        mailbox("Desk \\(1\\) (new)", null, "info", "example.jp"));
        assertThat(envelope.sender()).isEqualTo(envelope.from());
        assertThat(envelope.replyTo()).isEqualTo(envelope.from());
        assertThat(envelope.to())
                .containsExactly(
                        Mailbox.groupBegins("Team"),
                        mailbox(null, null, "a", "example.jp"),
                        mailbox(null, null, "b c", "example.jp"),
                        Mailbox.groupEnds(),
                        mailbox(null, "@r1,@r2", "d", "example.jp"));
        assertThat(envelope.cc()).containsExactly(Mailbox.groupBegins("undisclosed-recipients"), Mailbox.groupEnds());
        assertThat(envelope.bcc()).containsExactly(mailbox(null, null, "nobody", ""));
        assertThat(envelope.inReplyTo()).isEmpty();
        assertThat(envelope.messageId()).contains("<1@example.jp>");
    }

    private static Mailbox mailbox(String name, String route, String mailbox, String host) {
        return new Mailbox(
                Optional.ofNullable(name), Optional.ofNullable(route), Optional.of(mailbox), Optional.of(host));
    }
}
