package epostadm.mailstore.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The header section of a message, unfolded, as far as it is one: it ends at the empty line, at the first line
/// that is no field, or where the reader wanted no more. RFC 5322 section 2.2.
///
/// In UTF-8 (RFC 6532) where it is that, and else one char a byte.
public record HeaderSection(List<Field> fields) {

    /// A field; the value without the spaces round it.
    public record Field(String name, String value) {}

    public HeaderSection {
        fields = List.copyOf(fields);
    }

    /// Reads at most `longest` bytes of a message's text.
    public static HeaderSection read(InputStream text, int longest) throws IOException {
        return parse(decode(text.readNBytes(longest)));
    }

    private static String decode(byte[] bytes) {
        int end = end(bytes);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, end))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        }
    }

    /// Where the empty line begins: what follows may be in any encoding.
    private static int end(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == '\n' && (bytes[i + 1] == '\n' || bytes[i + 1] == '\r')) {
                return i + 1;
            }
        }
        return bytes.length;
    }

    static HeaderSection parse(String text) {
        List<Field> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (String line : text.split("\r?\n", -1)) {
            boolean continued = line.startsWith(" ") || line.startsWith("\t");
            if (!continued) {
                add(field.toString(), fields);
                field.setLength(0);
                if (colon(line) <= 0) {
                    return new HeaderSection(fields);
                }
            }
            field.append(line);
        }
        add(field.toString(), fields);
        return new HeaderSection(fields);
    }

    private static void add(String field, List<Field> fields) {
        int colon = colon(field);
        if (colon > 0) {
            fields.add(new Field(
                    field.substring(0, colon).strip(),
                    field.substring(colon + 1).strip()));
        }
    }

    /// Where a field's name ends; not above 0 where the line begins with none.
    private static int colon(String line) {
        int colon = line.indexOf(':');
        boolean name =
                colon > 0 && line.substring(0, colon).stripTrailing().chars().allMatch(c -> c > ' ' && c < 0x7F);
        return name ? colon : -1;
    }

    /// The values of all fields of that name, in any case.
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    public boolean has(String name) {
        return first(name).isPresent();
    }
}
