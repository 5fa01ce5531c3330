package epostadm.server.login;

import epostadm.server.sasl.Digests;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Tells whether two secrets are the same without keeping them: hashes under a key of this process alone.
final class Fingerprints {

    private static final int KEY_BYTES = 32;

    private final byte[] key = new byte[KEY_BYTES];

    Fingerprints(SecureRandom random) {
        random.nextBytes(key);
    }

    /// The fingerprint of two texts, of which the first holds no NUL.
    String of(String first, String second) {
        return HexFormat.of().formatHex(Digests.hmacSha256(key, first + '\0' + second));
    }
}
