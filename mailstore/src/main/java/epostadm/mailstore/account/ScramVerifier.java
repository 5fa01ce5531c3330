package epostadm.mailstore.account;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// What a server keeps of a password for SCRAM-SHA-256: iterations, salt, StoredKey and ServerKey.
///
/// The password cannot be had back from it, nor can a client's login be forged with it. Public because the server's
/// side of SCRAM works with its parts. RFC 5802 section 3, RFC 7677 section 3.
public final class ScramVerifier {

    /// The least that RFC 7677 section 4 asks for.
    public static final int DEFAULT_ITERATIONS = 4096;

    private static final int KEY_BYTES = 32;

    private final int iterations;
    private final byte[] salt;
    private final byte[] storedKey;
    private final byte[] serverKey;

    private ScramVerifier(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
        this.iterations = iterations;
        this.salt = salt;
        this.storedKey = storedKey;
        this.serverKey = serverKey;
    }

    /// Reads `iterations,salt,StoredKey,ServerKey`, the last three in base64, as Dovecot writes it.
    public static Optional<ScramVerifier> parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 4 || !parts[0].matches("[1-9][0-9]{0,6}")) {
            return Optional.empty();
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            ScramVerifier verifier = new ScramVerifier(
                    Integer.parseInt(parts[0]),
                    base64.decode(parts[1]),
                    base64.decode(parts[2]),
                    base64.decode(parts[3]));
            return verifier.usable() ? Optional.of(verifier) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private boolean usable() {
        return iterations <= PasswordScheme.MAX_ROUNDS
                && salt.length > 0
                && storedKey.length == KEY_BYTES
                && serverKey.length == KEY_BYTES;
    }

    /// The verifier of a password that SASLprep lets pass, else as it is.
    public static ScramVerifier derive(String clear, byte[] salt, int iterations) {
        try {
            char[] prepared = SaslPrep.prepare(clear).orElse(clear).toCharArray();
            PBEKeySpec spec = new PBEKeySpec(prepared, salt, iterations, KEY_BYTES * 8);
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            spec.clearPassword();
            Arrays.fill(prepared, ' ');
            byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(hmac(salted, "Client Key"));
            return new ScramVerifier(iterations, salt.clone(), storedKey, hmac(salted, "Server Key"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(US_ASCII));
    }

    public int iterations() {
        return iterations;
    }

    public byte[] salt() {
        return salt.clone();
    }

    public byte[] storedKey() {
        return storedKey.clone();
    }

    public byte[] serverKey() {
        return serverKey.clone();
    }

    boolean matches(String clear) {
        return MessageDigest.isEqual(derive(clear, salt, iterations).storedKey, storedKey);
    }

    String text() {
        Base64.Encoder base64 = Base64.getEncoder();
        return iterations + "," + base64.encodeToString(salt) + "," + base64.encodeToString(storedKey) + ","
                + base64.encodeToString(serverKey);
    }
}
