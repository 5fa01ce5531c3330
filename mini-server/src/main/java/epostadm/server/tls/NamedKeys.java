package epostadm.server.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

/// Chooses the certificate by the host that the client names. RFC 6066 section 3.
///
/// An alias is generation and index: a handshake that began before certificates were replaced finishes with its
/// own.
final class NamedKeys extends X509ExtendedKeyManager {

    private record Generation(int number, List<ServerCertificate> certificates, Optional<Generation> before) {}

    private volatile Generation current;

    NamedKeys(List<ServerCertificate> certificates) {
        current = new Generation(0, List.copyOf(certificates), Optional.empty());
    }

    void replace(List<ServerCertificate> certificates) {
        Generation last = new Generation(current.number(), current.certificates(), Optional.empty());
        current = new Generation(last.number() + 1, List.copyOf(certificates), Optional.of(last));
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return socket instanceof SSLSocket secured ? choose(keyType, secured.getHandshakeSession()) : null;
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return choose(keyType, engine.getHandshakeSession());
    }

    /// Null, as the JDK wants it, where no certificate has such a key.
    private String choose(String keyType, SSLSession session) {
        Generation now = current;
        List<String> hosts = hosts(session);
        Optional<ServerCertificate> named = fitting(now, keyType)
                .filter(each -> hosts.stream().anyMatch(each::isFor))
                .findFirst();
        return named.or(() -> fitting(now, keyType).findFirst())
                .map(found -> now.number() + "/" + now.certificates().indexOf(found))
                .orElse(null);
    }

    private static Stream<ServerCertificate> fitting(Generation generation, String keyType) {
        return generation.certificates().stream().filter(each -> {
            String algorithm = each.key().getAlgorithm();
            return algorithm.equals(keyType)
                    || algorithm.equals("RSA") && keyType.equals("RSASSA-PSS")
                    || algorithm.equals("EdDSA") && keyType.startsWith("Ed");
        });
    }

    private static List<String> hosts(SSLSession session) {
        if (!(session instanceof ExtendedSSLSession extended)) {
            return List.of();
        }
        return extended.getRequestedServerNames().stream()
                .map(name -> name instanceof SNIHostName host ? host.getAsciiName() : null)
                .filter(Objects::nonNull)
                .toList();
    }

    private Optional<ServerCertificate> find(String alias) {
        String[] parts = alias.split("/", 2);
        Generation now = current;
        int number = Integer.parseInt(parts[0]);
        return Optional.of(now)
                .filter(generation -> generation.number() == number)
                .or(() -> now.before().filter(generation -> generation.number() == number))
                .map(generation -> generation.certificates().get(Integer.parseInt(parts[1])));
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return find(alias)
                .map(found -> found.chain().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return find(alias).map(ServerCertificate::key).orElse(null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }
}
