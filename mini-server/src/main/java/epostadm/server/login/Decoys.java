package epostadm.server.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Salts for those who have none: the same for a name each time, so that an unknown name cannot be told from one
/// that has a password. RFC 5802 section 9 (the salt is no secret, that there is one would be).
final class Decoys {

    private static final int SALT_BYTES = 16;

    private final byte[] secret;

    Decoys(byte[] secret) {
        this.secret = secret.clone();
    }

    byte[] salt(String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(name.getBytes(UTF_8)), SALT_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }
}
