package epostadm.server.probe;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// The certificate that a server showed, with those that vouch for it.
record SeenCertificate(List<X509Certificate> chain) {

    private static final int DNS_NAME = 2;

    SeenCertificate {
        chain = List.copyOf(chain);
    }

    Instant start() {
        return chain.getFirst().getNotBefore().toInstant();
    }

    Instant end() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    /// Subject alternative names, else the common name.
    List<String> names() {
        try {
            Collection<List<?>> alternatives = chain.getFirst().getSubjectAlternativeNames();
            Stream<String> names = alternatives != null
                    ? alternatives.stream()
                            .filter(name -> Objects.equals(name.getFirst(), DNS_NAME))
                            .map(name -> String.valueOf(name.get(1)))
                    : new LdapName(chain.getFirst().getSubjectX500Principal().getName())
                            .getRdns().stream()
                                    .filter(part -> part.getType().equalsIgnoreCase("CN"))
                                    .map(Rdn::getValue)
                                    .map(String::valueOf);
            return names.map(name -> name.toLowerCase(Locale.ROOT)).toList();
        } catch (CertificateParsingException | InvalidNameException e) {
            return List.of();
        }
    }

    /// `*` stands for one label: RFC 9525 section 6.3.
    boolean isFor(String host) {
        int dot = host.indexOf('.');
        return names().stream()
                .anyMatch(name -> name.equals(host)
                        || name.startsWith("*.") && dot > 0 && name.substring(1).equals(host.substring(dot)));
    }

    /// Whether an authority that this Java trusts vouches for it.
    boolean isTrusted() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager judge) {
                    judge.checkServerTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
                    return true;
                }
            }
            return false;
        } catch (CertificateException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no trust store", e);
        }
    }
}
