package epostadm.mailstore.content;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads what [PackWriter] wrote.
final class PackReader {

    private final byte[] octets;
    private int at;

    PackReader(byte[] octets, int from) {
        this.octets = octets;
        this.at = from;
    }

    long number() {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte octet = octets[at++];
            number |= (octet & 0x7FL) << shift;
            if (octet >= 0) {
                return number;
            }
        }
    }

    Optional<String> optional() {
        int number = (int) number();
        if (number == 0) {
            return Optional.empty();
        }
        if (number <= PackWords.COUNT) {
            return Optional.of(PackWords.word(number - 1));
        }
        int length = number - 1 - PackWords.COUNT;
        String text = new String(octets, at, length, StandardCharsets.ISO_8859_1);
        at += length;
        return Optional.of(text);
    }

    /// Passes over a text that may be missing.
    void skip() {
        int number = (int) number();
        at += Math.max(0, number - 1 - PackWords.COUNT);
    }

    String text() {
        return optional().orElseThrow();
    }

    <T> List<T> list(Function<PackReader, T> one) {
        int count = (int) number();
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(one.apply(this));
        }
        return values;
    }
}
