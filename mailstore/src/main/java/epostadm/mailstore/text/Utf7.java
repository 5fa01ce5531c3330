package epostadm.mailstore.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/// UTF-7, which old mail is written in: RFC 2152. It is read, never written.
final class Utf7 extends Charset {

    static final Charset CHARSET = new Utf7();

    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private Utf7() {
        super("UTF-7", null);
    }

    @Override
    public boolean contains(Charset other) {
        return false;
    }

    @Override
    public boolean canEncode() {
        return false;
    }

    @Override
    public CharsetEncoder newEncoder() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new Decoder();
    }

    private static final class Decoder extends CharsetDecoder {
        private boolean shifted;
        private boolean justShifted;
        private int bits;
        private int count;

        Decoder() {
            super(CHARSET, 1, 1);
        }

        @Override
        protected void implReset() {
            shifted = false;
        }

        @Override
        protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
            while (in.hasRemaining()) {
                int octet = in.get(in.position()) & 0xFF;
                if (octet >= 0x80) {
                    shifted = false;
                    return CoderResult.malformedForLength(1);
                }
                if (!out.hasRemaining()) {
                    return CoderResult.OVERFLOW;
                }
                in.get();
                if (shifted) {
                    inBase64((char) octet, out);
                } else if (octet == '+') {
                    shifted = true;
                    justShifted = true;
                    bits = 0;
                    count = 0;
                } else {
                    out.put((char) octet);
                }
            }
            return CoderResult.UNDERFLOW;
        }

        private void inBase64(char c, CharBuffer out) {
            int value = BASE64.indexOf(c);
            if (value >= 0) {
                bits = bits << 6 | value;
                count += 6;
                if (count >= 16) {
                    count -= 16;
                    out.put((char) (bits >>> count));
                }
                justShifted = false;
                return;
            }
            shifted = false;
            if (c != '-') {
                out.put(c);
            } else if (justShifted) {
                out.put('+');
            }
        }
    }
}
