package epostadm.server.sasl;

import java.security.SecureRandom;
import java.util.Base64;

/// What must be new each time.
public final class Challenges {

    private static final int NONCE_BYTES = 18;

    private Challenges() {}

    /// A message-id as CRAM-MD5 and APOP show it: never twice the same (RFC 2195 section 2, RFC 1939 section 7).
    public static String messageId(SecureRandom random, String host) {
        return "<" + (random.nextLong() >>> 1) + "." + (random.nextLong() >>> 1) + "@" + host + ">";
    }

    /// RFC 5802 section 5.1: printable ASCII without a comma.
    static String nonce(SecureRandom random) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
