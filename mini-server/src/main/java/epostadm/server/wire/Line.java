package epostadm.server.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What came of reading a line from a client.
public sealed interface Line {

    /// A line that ended in CRLF, as it should.
    final class Whole implements Line {

        private final byte[] octets;

        Whole(byte[] octets) {
            this.octets = octets;
        }

        /// The line without its CRLF.
        public byte[] octets() {
            return octets.clone();
        }

        /// The line's octets, each as one character.
        public String latin1() {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Whole whole && Arrays.equals(octets, whole.octets);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(octets);
        }

        @Override
        public String toString() {
            return latin1();
        }
    }

    /// A line that ended in a bare LF, or has a bare CR in it: RFC 5321 section 2.3.8 allows neither. It has been
    /// read to its LF.
    ///
    /// @param octets as they came, one char each, without what ended them
    record Odd(String octets) implements Line {}

    /// A line that was longer than allowed. It has been read to its LF, and thrown away.
    ///
    /// @param head its first octets, one char each
    /// @param tail its last 32, without the CRLF
    record TooLong(String head, String tail) implements Line {}

    /// The client is gone.
    record Closed() implements Line {}
}
