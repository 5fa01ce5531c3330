package epostadm.mailstore.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Sha2Crypt;

/// The ways in which a password is stored that this program can make and check.
public enum PasswordScheme {
    /// As it is: the vendor's way, and what CRAM-MD5 and APOP need.
    PLAIN("PLAIN"),
    /// Salted keys for SCRAM (RFC 5802 section 3, RFC 7677), written as Dovecot does.
    SCRAM_SHA_256("SCRAM-SHA-256"),
    /// `$6$` of crypt(3), over the UTF-8 bytes as they are, so that other programs agree.
    SHA512_CRYPT("SHA512-CRYPT");

    /// Work that one login may cause at most: a stored password must not be able to stall the server.
    static final int MAX_ROUNDS = 1_000_000;

    private static final int SCRAM_SALT_BYTES = 16;
    private static final int CRYPT_SALT_LETTERS = 16;
    private static final String CRYPT_ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern SHA512_CRYPT_VALUE =
            Pattern.compile("\\$6\\$(?:rounds=([0-9]{1,9})\\$)?[./0-9A-Za-z]{1,16}\\$[./0-9A-Za-z]{86}");

    private final String label;

    PasswordScheme(String label) {
        this.label = label;
    }

    /// The scheme's name between the braces.
    public String label() {
        return label;
    }

    /// The scheme of that name, in any case.
    public static Optional<PasswordScheme> of(String label) {
        for (PasswordScheme scheme : values()) {
            if (scheme.label.equalsIgnoreCase(label)) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }

    /// The stored form of `clear`, salted where the scheme salts.
    ///
    /// @throws IllegalArgumentException where [Password#flaw(String)] finds one
    public Password hash(String clear, SecureRandom random) {
        Password.flaw(clear).ifPresent(flaw -> {
            throw new IllegalArgumentException("not a password (" + flaw + ")");
        });
        return new Password(
                label,
                switch (this) {
                    case PLAIN -> clear;
                    case SCRAM_SHA_256 -> {
                        byte[] salt = new byte[SCRAM_SALT_BYTES];
                        random.nextBytes(salt);
                        yield ScramVerifier.derive(clear, salt, ScramVerifier.DEFAULT_ITERATIONS)
                                .text();
                    }
                    case SHA512_CRYPT -> Sha2Crypt.sha512Crypt(clear.getBytes(UTF_8), "$6$" + cryptSalt(random));
                });
    }

    /// Whether `value` can be matched at all under this scheme.
    public boolean wellFormed(String value) {
        return switch (this) {
            case PLAIN -> Password.flaw(value).isEmpty();
            case SCRAM_SHA_256 -> ScramVerifier.parse(value).isPresent();
            case SHA512_CRYPT -> {
                Matcher matcher = SHA512_CRYPT_VALUE.matcher(value);
                yield matcher.matches()
                        && (matcher.group(1) == null || Integer.parseInt(matcher.group(1)) <= MAX_ROUNDS);
            }
        };
    }

    boolean matches(String value, String clear) {
        return switch (this) {
            case PLAIN -> MessageDigest.isEqual(comparable(value), comparable(clear));
            case SCRAM_SHA_256 ->
                ScramVerifier.parse(value)
                        .map(verifier -> verifier.matches(clear))
                        .orElse(false);
            case SHA512_CRYPT ->
                wellFormed(value)
                        && MessageDigest.isEqual(
                                Sha2Crypt.sha512Crypt(clear.getBytes(UTF_8), value)
                                        .getBytes(UTF_8),
                                value.getBytes(UTF_8));
        };
    }

    private static byte[] comparable(String clear) {
        return SaslPrep.prepare(clear).orElse(clear).getBytes(UTF_8);
    }

    private static String cryptSalt(SecureRandom random) {
        StringBuilder salt = new StringBuilder();
        for (int i = 0; i < CRYPT_SALT_LETTERS; i++) {
            salt.append(CRYPT_ALPHABET.charAt(random.nextInt(CRYPT_ALPHABET.length())));
        }
        return salt.toString();
    }
}
