package epostadm.mailstore.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A header field's value as a reader sees it.
public final class HeaderText {

    private final String text;
    private final StringBuilder seen = new StringBuilder();

    /// The octets of the words that were read last, all of one charset.
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    private String charset = "";

    private HeaderText(String text) {
        this.text = text;
    }

    /// Takes encoded words apart (RFC 2047), unfolds; what is raw 8-bit is read as UTF-8, or else as what Japanese
    /// mail has most (ISO-2022-JP by its escapes, Shift_JIS, EUC-JP).
    ///
    /// Words are found wherever they stand, in quoted strings and beside other letters too: Japanese mail is full
    /// of them. Words side by side are one text, even where a character is cut in two. A broken word is shown as it
    /// is.
    ///
    /// @param octets one char is one octet, as `mime` has it
    public static String decode(String octets) {
        String text = unfold(raw(octets));
        return text.contains("=?") ? new HeaderText(text).words() : text;
    }

    /// What was decoded from UTF-8 already (a char above an octet) stays as it is.
    private static String raw(String octets) {
        boolean plain = true;
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (c > 0xFF) {
                return octets;
            }
            plain &= c < 0x80 && c != CharsetGuess.ESCAPE;
        }
        return plain ? octets : BodyText.decode(octets.getBytes(StandardCharsets.ISO_8859_1), Optional.empty());
    }

    /// RFC 5322 section 2.2.3.
    private static String unfold(String value) {
        return value.indexOf('\n') < 0 && value.indexOf('\r') < 0
                ? value
                : value.replace("\r", "").replace("\n", "");
    }

    private String words() {
        int at = 0;
        int begin = text.indexOf("=?");
        while (begin >= 0) {
            Optional<EncodedWord> word = EncodedWord.at(text, begin);
            int from = word.isPresent() ? word.get().end() : begin + 2;
            if (word.isPresent()) {
                boolean beside = !charset.isEmpty() && text.substring(at, begin).isBlank();
                if (!beside) {
                    endWords();
                    seen.append(text, at, begin);
                }
                take(word.get());
                at = from;
            }
            begin = text.indexOf("=?", from);
        }
        endWords();
        return seen.append(text, at, text.length()).toString();
    }

    private void take(EncodedWord word) {
        if (!charset.equals(word.charset())) {
            endWords();
            charset = word.charset();
        }
        word.writeTo(octets);
    }

    private void endWords() {
        if (!charset.isEmpty()) {
            seen.append(BodyText.decode(octets.toByteArray(), Optional.of(charset)));
            octets.reset();
            charset = "";
        }
    }
}
