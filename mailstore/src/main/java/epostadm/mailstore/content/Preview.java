package epostadm.mailstore.content;

import epostadm.mailstore.mime.MimePart;
import epostadm.mailstore.text.BodyText;
import epostadm.mailstore.text.MarkupReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a message says, in one short line. RFC 8970 section 4: text without markup, attachments and quotations left
/// out.
final class Preview {

    private static final int CHARACTERS = 200;

    /// How much of the part is read: before the first word of HTML there may be pages of styles.
    private static final int OCTETS = 1 << 16;

    private Preview() {}

    static String of(OpenMessage message) throws IOException {
        Optional<MimePart> part = text(message.structure());
        if (part.isEmpty()) {
            return "";
        }
        Optional<InputStream> body = message.decoded(part.get());
        if (body.isEmpty()) {
            return "";
        }
        byte[] octets = body.get().readNBytes(OCTETS);
        String text = BodyText.decode(octets, part.get().type().parameter("charset"));
        boolean html = part.get().type().subtype().equals("html");
        return shortened(html ? MarkupReader.text(text) : withoutQuotations(text));
    }

    /// The first part that is text to be read and no attachment.
    private static Optional<MimePart> text(MimePart part) {
        boolean attached = part.fields()
                .disposition()
                .filter(disposition -> disposition.type().equals("attachment"))
                .isPresent();
        if (attached) {
            return Optional.empty();
        }
        if (part.type().is("text", "plain") || part.type().is("text", "html")) {
            return Optional.of(part);
        }
        for (MimePart inside : part.parts()) {
            Optional<MimePart> found = text(inside);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// Lines that somebody else wrote; all of them where there are no others.
    private static String withoutQuotations(String text) {
        String own = text.lines().filter(line -> !line.startsWith(">")).collect(Collectors.joining("\n"));
        return own.isBlank() ? text : own;
    }

    private static String shortened(String text) {
        StringBuilder line = new StringBuilder(CHARACTERS);
        int characters = 0;
        boolean space = false;
        for (int at = 0; at < text.length() && characters < CHARACTERS; ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (blank(c)) {
                space = characters > 0;
                continue;
            }
            if (space) {
                line.append(' ');
                characters++;
                space = false;
            }
            if (characters < CHARACTERS) {
                line.appendCodePoint(c);
                characters++;
            }
        }
        return line.toString().stripTrailing();
    }

    /// Space of any kind, what has no look at all, and what could not be decoded.
    private static boolean blank(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || c == 0xFEFF
                || c == 0x200B
                || c == 0x200C
                || c == 0x34F
                || Character.getType(c) == Character.SURROGATE;
    }
}
