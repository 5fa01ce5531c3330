package epostadm.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.server.config.CertificateFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {

    @TempDir
    private Path directory;

    @Test
    void makesOneItselfAndKeepsIt() throws Exception {
        Path file = directory.resolve("own.p12");
        X509Certificate first = shown(Certificates.selfMade(file, "mail.example.jp"), "mail.example.jp");
        X509Certificate again = shown(Certificates.selfMade(file, "mail.example.jp"), "mail.example.jp");
        assertThat(first).isEqualTo(again);
        assertThat(first.getSubjectX500Principal().getName()).isEqualTo("CN=mail.example.jp");
        assertThat(Files.list(directory)).containsExactly(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void choosesByTheNameThatTheClientGives() throws Exception {
        Certificates certificates = Certificates.of(List.of(pem("one.example.jp"), pem("two.example.jp")));
        assertThat(name(shown(certificates, "two.example.jp"))).isEqualTo("CN=two.example.jp");
        assertThat(name(shown(certificates, "one.example.jp"))).isEqualTo("CN=one.example.jp");
        assertThat(name(shown(certificates, "other.example.jp"))).isEqualTo("CN=one.example.jp");
    }

    @Test
    void takesNewFilesInUse() throws Exception {
        CertificateFiles files = pem("one.example.jp");
        Certificates certificates = Certificates.of(List.of(files));
        assertThat(certificates.refresh()).isFalse();
        CertificateFiles fresh = pem("two.example.jp");
        Files.copy(fresh.chain(), files.chain(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.copy(fresh.key(), files.key(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(files.key(), FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(certificates.refresh()).isTrue();
        assertThat(name(shown(certificates, "two.example.jp"))).isEqualTo("CN=two.example.jp");
    }

    @Test
    void keepsTheOldOnesWhereNewFilesAreNone() throws Exception {
        CertificateFiles files = pem("one.example.jp");
        Certificates certificates = Certificates.of(List.of(files));
        Files.writeString(files.key(), "half a file");
        Files.setLastModifiedTime(files.key(), FileTime.from(Instant.now().plusSeconds(5)));
        assertThatThrownBy(certificates::refresh)
                .hasMessageContaining(files.key().toString());
        assertThat(name(shown(certificates, "one.example.jp"))).isEqualTo("CN=one.example.jp");
    }

    @Test
    void namesTheKeyOfAnotherCertificate() throws Exception {
        CertificateFiles mixed = new CertificateFiles(
                pem("one.example.jp").chain(), pem("two.example.jp").key());
        assertThatThrownBy(() -> Certificates.of(List.of(mixed)))
                .isInstanceOf(IOException.class)
                .hasMessage(mixed.key() + ": the key is for another certificate");
    }

    @Test
    void namesTheFileThatIsNoKey() throws Exception {
        CertificateFiles files = pem("one.example.jp");
        Files.writeString(files.key(), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertThatThrownBy(() -> Certificates.of(List.of(files)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(files.key().toString())
                .hasMessageContaining("openssl pkcs8");
    }

    /// A self-made one, written out as an administrator would have it.
    private CertificateFiles pem(String host) throws Exception {
        Path store = directory.resolve(host + ".p12");
        ServerCertificate made = SelfMade.in(store, host);
        Path chain = directory.resolve(host + ".pem");
        Path key = directory.resolve(host + ".key");
        Files.writeString(chain, pem("CERTIFICATE", made.chain().getFirst().getEncoded()));
        Files.writeString(key, pem("PRIVATE KEY", made.key().getEncoded()));
        return new CertificateFiles(chain, key);
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    /// What a client is shown that asks for `host`.
    private static X509Certificate shown(Certificates certificates, String host) throws Exception {
        try (SSLServerSocket server = (SSLServerSocket) certificates
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = Thread.ofVirtual().start(() -> {
                try (SSLSocket accepted = (SSLSocket) server.accept()) {
                    accepted.startHandshake();
                    accepted.getInputStream().read();
                } catch (IOException e) {
                    // The client has seen what it wanted.
                }
            });
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            try (SSLSocket client = (SSLSocket)
                    context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
                SSLParameters parameters = client.getSSLParameters();
                parameters.setServerNames(List.of(new SNIHostName(host)));
                client.setSSLParameters(parameters);
                client.startHandshake();
                return (X509Certificate) client.getSession().getPeerCertificates()[0];
            } finally {
                thread.join();
            }
        }
    }

    private record Anybody() implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
