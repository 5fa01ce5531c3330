package epostadm.server.imap;

import static epostadm.server.imap.ImapWriterTest.written;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.mime.ContentType;
import epostadm.mailstore.mime.Disposition;
import epostadm.mailstore.mime.Envelope;
import epostadm.mailstore.mime.Extent;
import epostadm.mailstore.mime.MimePart;
import epostadm.mailstore.mime.Parameter;
import epostadm.mailstore.mime.PartFields;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StructureWriterTest {

    private static final PartFields NOTHING = new PartFields(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());

    private static final Envelope ENVELOPE = new Envelope(
            Optional.empty(),
            Optional.of("a"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty());

    private static MimePart part(ContentType type, PartFields fields, int octets, int lines, MimePart... parts) {
        return new MimePart(type, fields, new Extent(0, 10, 10 + octets, 2, lines), List.of(parts), Optional.empty());
    }

    private static MimePart plain(int octets, int lines) {
        return part(ContentType.PLAIN, NOTHING, octets, lines);
    }

    private static String body(MimePart part) {
        return written(ImapMode.REV1, out -> StructureWriter.write(out, part));
    }

    private static String structure(MimePart part) {
        return written(ImapMode.REV1, out -> StructureWriter.writeExtended(out, part));
    }

    private static ContentType type(String type, String subtype, String... parameters) {
        List<Parameter> list = new java.util.ArrayList<>();
        for (int i = 0; i < parameters.length; i += 2) {
            list.add(new Parameter(parameters[i], parameters[i + 1]));
        }
        return new ContentType(type, subtype, list);
    }

    /// RFC 3501 section 8: "(("TEXT" "PLAIN" ("CHARSET" "US-ASCII") NIL NIL "7BIT" 3028 92)".
    @Test
    void writesAPlainMessage() {
        assertThat(body(plain(3028, 92)))
                .isEqualTo("(\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7BIT\" 3028 92)");
        assertThat(structure(plain(3028, 92)))
                .isEqualTo("(\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7BIT\" 3028 92 NIL NIL NIL NIL)");
    }

    /// The two-part message of RFC 3501 section 7.4.2.
    @Test
    void writesTheExampleOfTheStandard() {
        PartFields diff = new PartFields(
                Optional.of("<960723163407.20117h@cac.washington.edu>"),
                Optional.of("Compiler diff"),
                Optional.of("BASE64"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
        MimePart message = part(
                type("multipart", "mixed", "boundary", "x"),
                NOTHING,
                6000,
                110,
                plain(1152, 23),
                part(type("text", "plain", "charset", "us-ascii", "name", "cc.diff"), diff, 4554, 73));
        String parts = "(\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7BIT\" 1152 23%s)"
                + "(\"text\" \"plain\" (\"charset\" \"us-ascii\" \"name\" \"cc.diff\") "
                + "\"<960723163407.20117h@cac.washington.edu>\" \"Compiler diff\" \"BASE64\" 4554 73%s)";
        assertThat(body(message)).isEqualTo("(" + parts.formatted("", "") + " \"mixed\")");
        String none = " NIL NIL NIL NIL";
        assertThat(structure(message))
                .isEqualTo("(" + parts.formatted(none, none) + " \"mixed\" (\"boundary\" \"x\") NIL NIL NIL)");
    }

    @Test
    void writesAllThatAPartSaysOfItself() {
        PartFields all = new PartFields(
                Optional.of("<i@d>"),
                Optional.of("d\"x"),
                Optional.of("base64"),
                Optional.of("Q2hlY2sgSW50ZWdyaXR5IQ=="),
                Optional.of(new Disposition(
                        "attachment",
                        List.of(new Parameter("filename*", "iso-2022-jp''%1B"), new Parameter("size", "9")))),
                List.of("ja", "en"),
                Optional.of("http://a.example/b"));
        assertThat(structure(part(type("image", "png"), all, 12, 1)))
                .isEqualTo("(\"image\" \"png\" NIL \"<i@d>\" \"d\\\"x\" \"base64\" 12 \"Q2hlY2sgSW50ZWdyaXR5IQ==\" "
                        + "(\"attachment\" (\"filename*\" \"iso-2022-jp''%1B\" \"size\" \"9\")) (\"ja\" \"en\") "
                        + "\"http://a.example/b\")");
        assertThat(body(part(type("image", "png"), all, 12, 1)))
                .isEqualTo("(\"image\" \"png\" NIL \"<i@d>\" \"d\\\"x\" \"base64\" 12)");
    }

    @Test
    void writesMessagesWithinMessages() {
        MimePart inner = new MimePart(
                ContentType.PLAIN, NOTHING, new Extent(20, 30, 35, 2, 1), List.of(), Optional.of(ENVELOPE));
        String envelope = "(NIL \"a\" NIL NIL NIL NIL NIL NIL NIL NIL)";
        for (String subtype : List.of("rfc822", "global")) {
            MimePart outer = part(type("message", subtype), NOTHING, 25, 4, inner);
            assertThat(body(outer))
                    .isEqualTo("(\"message\" \"" + subtype + "\" NIL NIL NIL \"7BIT\" 25 " + envelope
                            + " (\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7BIT\" 5 1) 4)");
            assertThat(structure(outer)).endsWith(" \"7BIT\" 5 1 NIL NIL NIL NIL) 4 NIL NIL NIL NIL)");
        }
    }

    @Test
    void promisesNoPartsWhereThereAreNone() {
        String octets = "(\"application\" \"octet-stream\" NIL NIL NIL \"7BIT\" 25)";
        assertThat(body(part(type("message", "rfc822"), NOTHING, 25, 4))).isEqualTo(octets);
        assertThat(body(part(type("multipart", "mixed"), NOTHING, 25, 4))).isEqualTo(octets);
    }
}
