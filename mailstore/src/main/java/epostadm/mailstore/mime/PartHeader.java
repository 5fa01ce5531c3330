package epostadm.mailstore.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Gathers the fields of a header that structure and envelope are made of, unfolded. The rest, and what is beyond
/// any measure, is passed over.
final class PartHeader {

    private static final Set<String> WANTED = Set.of(
            "content-type",
            "content-id",
            "content-description",
            "content-transfer-encoding",
            "content-md5",
            "content-disposition",
            "content-language",
            "content-location",
            "date",
            "subject",
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "in-reply-to",
            "message-id",
            "references");

    private static final int LONGEST_FIELD = 1 << 16;

    private final Map<String, String> first = new LinkedHashMap<>();
    private final Map<String, List<String>> all = new LinkedHashMap<>();
    private final StringBuilder field = new StringBuilder();

    /// Takes a line of the header, without its end.
    void line(byte[] octets, int length) {
        boolean continued = length > 0 && (octets[0] == ' ' || octets[0] == '\t');
        if (!continued) {
            endField();
        } else if (field.isEmpty()) {
            return;
        }
        int taken = Math.min(length, LONGEST_FIELD - field.length());
        field.append(new String(octets, 0, taken, StandardCharsets.ISO_8859_1));
        if (!continued && !WANTED.contains(name())) {
            field.setLength(0);
        }
    }

    void end() {
        endField();
    }

    private String name() {
        int colon = field.indexOf(":");
        return colon < 0 ? "" : field.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    }

    private void endField() {
        if (!field.isEmpty()) {
            String name = name();
            String value = field.substring(field.indexOf(":") + 1).strip();
            first.putIfAbsent(name, value);
            all.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            field.setLength(0);
        }
    }

    Optional<String> first(String name) {
        return Optional.ofNullable(first.get(name));
    }

    /// Several fields of one name are read as one list, though RFC 5322 section 3.6 allows one only.
    Optional<String> joined(String name, String separator) {
        return Optional.ofNullable(all.get(name)).map(values -> String.join(separator, values));
    }
}
