package epostadm.server.login;

import epostadm.server.sasl.Digests;
import java.util.Arrays;

/// Salts for those who have none: the same for a name each time, so that an unknown name cannot be told from one
/// that has a password. RFC 5802 section 9 (the salt is no secret, that there is one would be).
final class Decoys {

    private static final int SALT_BYTES = 16;

    private final byte[] secret;

    Decoys(byte[] secret) {
        this.secret = secret.clone();
    }

    byte[] salt(String name) {
        return Arrays.copyOf(Digests.hmacSha256(secret, name), SALT_BYTES);
    }
}
