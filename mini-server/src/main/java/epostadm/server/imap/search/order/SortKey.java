package epostadm.server.imap.search.order;

import epostadm.mailstore.text.Folding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// What a message is sorted by, as octets: two of one criterion compare as their octets do, without their signs.
final class SortKey implements Comparable<SortKey> {

    static final SortKey NO_TEXT = ofText("");

    private static final char UNDECODABLE = '\uFFFD';

    private final byte[] octets;

    private SortKey(byte[] octets) {
        this.octets = octets;
    }

    /// Folded, by the order of its UTF-8 octets: RFC 5051. What could not be decoded comes behind all that could:
    /// RFC 5255 section 4.6.
    static SortKey ofText(String text) {
        String folded = Folding.fold(text);
        byte[] utf8 = folded.getBytes(StandardCharsets.UTF_8);
        byte[] octets = new byte[1 + utf8.length];
        octets[0] = (byte) (folded.indexOf(UNDECODABLE) < 0 ? 0 : 1);
        System.arraycopy(utf8, 0, octets, 1, utf8.length);
        return new SortKey(octets);
    }

    static SortKey of(Instant time) {
        return new SortKey(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(time.getEpochSecond() ^ Long.MIN_VALUE)
                .putInt(time.getNano())
                .array());
    }

    /// @param number not below zero
    static SortKey of(long number) {
        return new SortKey(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    @Override
    public int compareTo(SortKey other) {
        return Arrays.compareUnsigned(octets, other.octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SortKey key && Arrays.equals(octets, key.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }
}
