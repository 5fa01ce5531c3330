package epostadm.mailstore.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Decodes base64, passing over whatever is none. RFC 2045 section 6.8. Padding ends a group and not the text:
/// there are senders that write several encoded pieces one behind the other.
final class Base64Text extends Decoded {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            VALUES[ALPHABET.charAt(i)] = (byte) i;
        }
    }

    private final byte[] out = new byte[3 << 11];
    private int bits;
    private int digits;

    Base64Text(InputStream source) {
        super(source);
    }

    @Override
    void more() throws IOException {
        int count = 0;
        while (count + 3 <= out.length) {
            int octet = next();
            if (octet < 0 || octet == '=') {
                count = endGroup(count);
                if (octet < 0) {
                    break;
                }
            } else if (VALUES[octet] >= 0) {
                bits = bits << 6 | VALUES[octet];
                if (++digits == 4) {
                    out[count++] = (byte) (bits >> 16);
                    out[count++] = (byte) (bits >> 8);
                    out[count++] = (byte) bits;
                    digits = 0;
                    bits = 0;
                }
            }
        }
        ready(out, count);
    }

    /// Two digits are one octet, three are two; one alone is nothing.
    private int endGroup(int count) {
        int end = count;
        if (digits >= 2) {
            int octets = bits << 6 * (4 - digits);
            out[end++] = (byte) (octets >> 16);
            if (digits == 3) {
                out[end++] = (byte) (octets >> 8);
            }
        }
        digits = 0;
        bits = 0;
        return end;
    }
}
