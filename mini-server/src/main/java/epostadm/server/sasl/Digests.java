package epostadm.server.sasl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Proofs that a client knows a password which the server knows too, and what they are made of.
public final class Digests {

    private Digests() {}

    /// Whether `digest`, in hexadecimal, is APOP's of that timestamp under that password: MD5 of the one behind the
    /// other. RFC 1939 section 7.
    public static boolean apop(String timestamp, String clear, String digest) {
        try {
            byte[] md5 = MessageDigest.getInstance("MD5").digest((timestamp + clear).getBytes(UTF_8));
            return same(digest, HexFormat.of().formatHex(md5));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks MD5", e);
        }
    }

    static String hmacMd5(String key, String text) {
        return HexFormat.of().formatHex(hmac("HmacMD5", key.getBytes(UTF_8), text));
    }

    public static byte[] hmacSha256(byte[] key, String text) {
        return hmac("HmacSHA256", key, text);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }

    /// Takes as long for a near miss as for any other.
    static boolean same(String left, String right) {
        return MessageDigest.isEqual(left.getBytes(US_ASCII), right.getBytes(US_ASCII));
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks " + algorithm, e);
        }
    }
}
