package epostadm.server.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tells whether two secrets are the same without keeping them: hashes under a key of this process alone.
final class Fingerprints {

    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    Fingerprints(SecureRandom random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    /// The fingerprint of two texts, of which the first holds no NUL.
    String of(String first, String second) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal((first + '\0' + second).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }
}
