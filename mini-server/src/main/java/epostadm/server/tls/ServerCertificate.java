package epostadm.server.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/// A certificate with those that vouch for it, and its private key.
record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {

    private static final int DNS_NAME = 2;

    ServerCertificate {
        chain = List.copyOf(chain);
    }

    /// @param file is named where the two do not belong together
    static ServerCertificate of(List<X509Certificate> chain, PrivateKey key, Path file) throws IOException {
        if (chain.isEmpty()) {
            throw new IOException(file + ": no certificate");
        }
        if (!belongTogether(chain.getFirst().getPublicKey(), key)) {
            throw new IOException(file + ": the key is for another certificate");
        }
        return new ServerCertificate(chain, key);
    }

    /// What one signs, the other must confirm: keys of one kind may still be a stranger's, or last year's.
    private static boolean belongTogether(PublicKey certified, PrivateKey key) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// Whether it is for that host: by a subject alternative name, else by the common name; `*` stands for one
    /// label (RFC 9525 section 6.3).
    boolean isFor(String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        return names().anyMatch(name -> {
            String own = name.toLowerCase(Locale.ROOT);
            int dot = wanted.indexOf('.');
            return own.equals(wanted)
                    || own.startsWith("*.") && dot > 0 && own.substring(1).equals(wanted.substring(dot));
        });
    }

    private Stream<String> names() {
        try {
            Collection<List<?>> alternatives = chain.getFirst().getSubjectAlternativeNames();
            if (alternatives != null) {
                return alternatives.stream()
                        .filter(name -> Objects.equals(name.getFirst(), DNS_NAME))
                        .map(name -> String.valueOf(name.get(1)));
            }
            return new LdapName(chain.getFirst().getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .map(String::valueOf);
        } catch (CertificateParsingException | InvalidNameException e) {
            return Stream.empty();
        }
    }
}
