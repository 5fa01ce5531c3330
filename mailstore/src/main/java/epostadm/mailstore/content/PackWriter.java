package epostadm.mailstore.content;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Writes values into few octets: small numbers into one, words that every message has into one.
final class PackWriter {

    private byte[] octets = new byte[512];
    private int length;

    byte[] octets() {
        return Arrays.copyOf(octets, length);
    }

    private void octet(int octet) {
        if (length == octets.length) {
            octets = Arrays.copyOf(octets, 2 * length);
        }
        octets[length++] = (byte) octet;
    }

    /// Seven bits an octet, the lowest first.
    void number(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            octet((int) rest | 0x80);
            rest >>>= 7;
        }
        octet((int) rest);
    }

    /// Text of which one char is one octet. 0 is left for no text at all.
    void text(String text) {
        int word = PackWords.number(text);
        if (word >= 0) {
            number(1 + word);
            return;
        }
        byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
        number(1L + PackWords.COUNT + latin.length);
        if (length + latin.length > octets.length) {
            octets = Arrays.copyOf(octets, 2 * length + latin.length);
        }
        System.arraycopy(latin, 0, octets, length, latin.length);
        length += latin.length;
    }

    void text(Optional<String> text) {
        if (text.isPresent()) {
            text(text.get());
        } else {
            number(0);
        }
    }

    <T> void list(List<T> values, BiConsumer<PackWriter, T> one) {
        number(values.size());
        for (T value : values) {
            one.accept(this, value);
        }
    }
}
