package epostadm.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Mail of any shape, whole and broken, in any piece.
class RandomFetchTest {

    private static final int MESSAGES = 20;
    private static final Pattern VALUE =
            Pattern.compile("(?s)[0-9]+ FETCH \\([^ ]* (?:~?\\{([0-9]+)}\r\n(.*)|(\"\"))\\)");

    private static final List<String> FIELDS = List.of(
            "Subject: a",
            "From: \"A. B\" <a@b.example>",
            "To: Team: x@y.example, z;",
            "Content-Type: text/plain; charset=x",
            "Content-Type: message/rfc822",
            "Content-Transfer-Encoding: base64",
            "Content-Transfer-Encoding: quoted-printable",
            "Content-Disposition: attachment; filename=\"a\\\"b\"",
            "no field",
            " folded",
            "X-\u00e9: \u0000\u0082");

    @TempDir
    Path directory;

    static Stream<Long> seeds() {
        return Seeded.seeds(4);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void piecesAreAsLongAsTheySayAndMakeUpTheWhole(long seed) throws IOException {
        Seeded random = Seeded.of(seed);
        try (ImapServer server =
                ImapServer.over(directory, store -> store.account("any").mail("INBOX"))) {
            for (int i = 1; i <= MESSAGES; i++) {
                StringBuilder text = new StringBuilder();
                entity(random, text, 0);
                server.put("any", "INBOX", "%010d-000000.MSG".formatted(i), octets(text.toString()));
            }
            try (ImapClient client = new ImapClient(server.port(), StandardCharsets.ISO_8859_1).login("any")) {
                client.untagged("SELECT INBOX");
                assertThat(client.untagged("UID FETCH 1:* UID")).hasSize(MESSAGES);
                for (int i = 1; i <= MESSAGES; i++) {
                    check(client, random, i);
                }
            }
            assertThat(server.faults).isEmpty();
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void entity(Seeded random, StringBuilder text, int depth) {
        for (int i = random.between(0, 5); i > 0; i--) {
            text.append(random.oneOf(FIELDS)).append("\r\n");
        }
        boolean multipart = depth < 3 && random.chance(0.6);
        String boundary = "b" + random.between(0, 3);
        text.append(multipart ? "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n" : "");
        text.append(random.chance(0.9) ? "\r\n" : "");
        text.append(random.text("abc=0D \r\n\u0000\u00e3", 60)).append("\r\n");
        if (multipart) {
            for (int i = random.between(0, 3); i > 0; i--) {
                text.append("--").append(boundary).append("\r\n");
                entity(random, text, depth + 1);
                text.append("\r\n");
            }
            text.append(random.chance(0.8) ? "--" + boundary + "--\r\n" : "");
        }
    }

    private static void check(ImapClient client, Seeded random, int number) throws IOException {
        String whole = value(client, number, "BODY.PEEK[]");
        assertThat(value(client, number, "BODY.PEEK[HEADER]") + value(client, number, "BODY.PEEK[TEXT]"))
                .isEqualTo(whole);
        assertThat(client.untagged("FETCH " + number + " RFC822.SIZE"))
                .containsExactly(number + " FETCH (RFC822.SIZE " + whole.length() + ")");
        String sections = random.oneOf(List.of("1", "2", "1.1", "2.1", "1.MIME", "1.HEADER", "2.1.MIME", "1.TEXT"));
        String section = value(client, number, "BODY.PEEK[" + sections + "]");
        assertThat(whole).contains(section);
        int offset = random.between(0, 80);
        int length = random.between(1, 80);
        int from = Math.min(offset, section.length());
        assertThat(value(client, number, "BODY.PEEK[" + sections + "]<" + offset + "." + length + ">"))
                .isEqualTo(section.substring(from, Math.min(from + length, section.length())));
        String picked = value(client, number, "BODY.PEEK[HEADER.FIELDS (SUBJECT X)]");
        String others = value(client, number, "BODY.PEEK[HEADER.FIELDS.NOT (SUBJECT X)]");
        String header = value(client, number, "BODY.PEEK[HEADER]");
        assertThat(picked.length() + others.length()).isBetween(header.length(), header.length() + 2);
        String binary = value(client, number, "BINARY.PEEK[1]");
        assertThat(client.untagged("FETCH " + number + " BINARY.SIZE[1]"))
                .containsExactly(number + " FETCH (BINARY.SIZE[1] " + binary.length() + ")");
        for (String item : List.of("ENVELOPE", "BODY", "BODYSTRUCTURE", "PREVIEW")) {
            assertThat(client.untagged("FETCH " + number + " " + item)).hasSize(1);
        }
        client.untagged("SEARCH TEXT abc");
    }

    /// The octets of one item; a literal that is not as long as it says, or something behind it, is no match.
    private static String value(ImapClient client, int number, String item) throws IOException {
        List<String> lines = client.untagged("FETCH " + number + " (" + item + ")");
        assertThat(lines).hasSize(1);
        String line = lines.getFirst();
        int name = item.indexOf('[');
        String rest = line.substring(line.indexOf(item.substring(name, item.indexOf(']') + 1)));
        rest = rest.substring(item.indexOf(']') + 1 - name);
        rest = number + " FETCH (X " + rest.substring(rest.indexOf(' ') + 1);
        Matcher value = VALUE.matcher(rest);
        assertThat(value.matches()).as(line).isTrue();
        if (value.group(3) != null) {
            return "";
        }
        assertThat(value.group(2)).hasSize(Integer.parseInt(value.group(1)));
        return value.group(2);
    }
}
