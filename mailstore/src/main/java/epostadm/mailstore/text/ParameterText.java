package epostadm.mailstore.text;

import epostadm.mailstore.mime.Parameter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A parameter such as a file's name, as a reader sees it: RFC 2231, and the encoded words that RFC 2047 section 5
/// forbids there and everybody writes.
public final class ParameterText {

    private ParameterText() {}

    /// @param name in lower case
    public static Optional<String> of(List<Parameter> parameters, String name) {
        Map<String, String> values = new HashMap<>();
        parameters.forEach(parameter -> values.putIfAbsent(parameter.name(), parameter.value()));
        if (values.containsKey(name + "*")) {
            return Optional.of(decode(List.of(new Segment(values.get(name + "*"), true))));
        }
        List<Segment> segments = segments(values, name);
        return segments.isEmpty()
                ? Optional.ofNullable(values.get(name)).map(HeaderText::decode)
                : Optional.of(decode(segments));
    }

    private record Segment(String value, boolean encoded) {}

    /// Those from 0 as far as none is missing: RFC 2231 section 3.
    private static List<Segment> segments(Map<String, String> values, String name) {
        return IntStream.range(0, values.size())
                .mapToObj(number -> {
                    String plain = name + "*" + number;
                    return values.containsKey(plain + "*")
                            ? Optional.of(new Segment(values.get(plain + "*"), true))
                            : Optional.ofNullable(values.get(plain)).map(value -> new Segment(value, false));
                })
                .takeWhile(Optional::isPresent)
                .map(Optional::get)
                .toList();
    }

    /// The first one says the charset and language before its text: RFC 2231 section 4.
    private static String decode(List<Segment> segments) {
        Segment first = segments.getFirst();
        int language = first.encoded() ? first.value().indexOf('\'') : -1;
        int text = language < 0 ? -1 : first.value().indexOf('\'', language + 1);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (Segment segment : segments) {
            String value = segment == first ? first.value().substring(text + 1) : segment.value();
            octets.writeBytes(segment.encoded() ? unescaped(value) : value.getBytes(StandardCharsets.ISO_8859_1));
        }
        boolean anyEncoded = segments.stream().anyMatch(Segment::encoded);
        String charset = text < 0 ? "" : first.value().substring(0, language);
        return anyEncoded
                ? BodyText.decode(octets.toByteArray(), Optional.of(charset))
                : HeaderText.decode(octets.toString(StandardCharsets.ISO_8859_1));
    }

    private static byte[] unescaped(String value) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < value.length(); i++) {
            int octet = value.charAt(i) == '%' && i + 2 < value.length()
                    ? EncodedWord.hex(value.charAt(i + 1), value.charAt(i + 2))
                    : -1;
            octets.write(octet < 0 ? value.charAt(i) : octet);
            i += octet < 0 ? 0 : 2;
        }
        return octets.toByteArray();
    }
}
