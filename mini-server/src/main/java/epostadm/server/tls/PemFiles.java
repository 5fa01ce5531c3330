package epostadm.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads certificates and keys in PEM. RFC 7468.
final class PemFiles {

    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "-----BEGIN (?<kind>[A-Z ]*)PRIVATE KEY-----\\s*(?<body>[^-]*)-----END \\k<kind>PRIVATE KEY-----");

    private PemFiles() {}

    static ServerCertificate read(Path chain, Path key) throws IOException {
        return ServerCertificate.of(chain(chain), key(key), key);
    }

    private static List<X509Certificate> chain(Path file) throws IOException {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": no certificates in PEM: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(Path file) throws IOException {
        Matcher matcher = PRIVATE_KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!matcher.find()) {
            throw new IOException(file + ": no private key in PEM");
        }
        if (!matcher.group("kind").isEmpty()) {
            throw new IOException(
                    file + ": a key of the kind \"" + matcher.group("kind").strip()
                            + "\"; expected PKCS #8: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(matcher.group("body"));
            return decode(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + ": a private key that cannot be read: " + e.getMessage(), e);
        }
    }

    private static PrivateKey decode(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                // It is for another algorithm.
            }
        }
        throw new InvalidKeySpecException("neither RSA, EC nor EdDSA");
    }
}
