package epostadm.mailstore.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Writes text into a field that has room for ASCII alone. RFC 2047.
public final class EncodedWords {

    /// With the ends of an encoded word, 75 characters (section 2).
    private static final int BYTES_A_WORD = 45;

    private EncodedWords() {}

    /// The text as it is where it can be, and else as encoded words, a folded line each.
    public static String encode(String text) {
        boolean plain = text.chars().allMatch(c -> c >= ' ' && c < 0x7F) && !text.contains("=?") && text.length() < 900;
        if (plain) {
            return text;
        }
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        for (int c : text.codePoints().map(EncodedWords::visible).toArray()) {
            String character = Character.toString(c);
            int length = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + length > BYTES_A_WORD) {
                words.add(word(word.toString()));
                word.setLength(0);
                bytes = 0;
            }
            word.append(character);
            bytes += length;
        }
        words.add(word(word.toString()));
        return String.join("\r\n ", words);
    }

    /// A line break would begin a new field, half a surrogate is no character.
    private static int visible(int c) {
        return Character.isISOControl(c) ? ' ' : c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c;
    }

    private static String word(String text) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
