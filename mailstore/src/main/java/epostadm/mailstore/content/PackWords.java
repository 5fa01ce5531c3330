package epostadm.mailstore.content;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Words that take one octet in the cache. Another list needs another [Known#FORM].
final class PackWords {

    private static final List<String> WORDS = List.of(
            "",
            "text",
            "plain",
            "html",
            "charset",
            "us-ascii",
            "utf-8",
            "UTF-8",
            "iso-2022-jp",
            "ISO-2022-JP",
            "shift_jis",
            "Shift_JIS",
            "euc-jp",
            "EUC-JP",
            "iso-8859-1",
            "ISO-8859-1",
            "US-ASCII",
            "7bit",
            "8bit",
            "base64",
            "BASE64",
            "quoted-printable",
            "binary",
            "multipart",
            "mixed",
            "alternative",
            "related",
            "signed",
            "report",
            "digest",
            "boundary",
            "message",
            "rfc822",
            "delivery-status",
            "image",
            "jpeg",
            "png",
            "gif",
            "application",
            "octet-stream",
            "pdf",
            "zip",
            "msword",
            "vnd.ms-excel",
            "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "vnd.openxmlformats-officedocument.wordprocessingml.document",
            "name",
            "filename",
            "attachment",
            "inline",
            "format",
            "flowed",
            "delsp",
            "yes",
            "type",
            "micalg",
            "protocol",
            "calendar",
            "method",
            "size");

    static final int COUNT = WORDS.size();

    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    static {
        WORDS.forEach(word -> NUMBERS.put(word, NUMBERS.size()));
    }

    private PackWords() {}

    /// Negative for any other text.
    static int number(String text) {
        return NUMBERS.getOrDefault(text, -1);
    }

    static String word(int number) {
        return WORDS.get(number);
    }
}
