package epostadm.server.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/// A certificate for servers that were given none: made once by the JDK's `keytool`, kept in the store.
///
/// Whoever connects has to trust it by hand; it protects against listening, not against another server in between.
final class SelfMade {

    private static final String ALIAS = "epostadm";

    /// PKCS #12 wants one; what protects the file are its permissions.
    private static final char[] PASSWORD = "epostadm".toCharArray();

    private static final String DAYS = "3650";

    private SelfMade() {}

    /// @param file where it is kept, in a directory that only its owner may enter
    static ServerCertificate in(Path file, String host) throws IOException {
        if (!Files.exists(file)) {
            make(file, host);
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            List<X509Certificate> chain = Arrays.stream(keys.getCertificateChain(ALIAS))
                    .map(X509Certificate.class::cast)
                    .toList();
            return ServerCertificate.of(chain, (PrivateKey) keys.getKey(ALIAS, PASSWORD), file);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": cannot be read: " + e.getMessage() + "; delete it to have another made", e);
        }
    }

    private static void make(Path file, String host) throws IOException {
        Path fresh = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        Files.deleteIfExists(fresh);
        String keytool = besideJava("keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        fresh.toString(),
                        "-validity",
                        DAYS,
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "SAN=DNS:" + host + ",DNS:localhost")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0 || !Files.exists(fresh)) {
                throw new IOException(keytool + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(keytool + ": interrupted", e);
        }
        if (Files.getFileStore(fresh).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// A program of the JDK or JRE that this process runs on.
    private static Path besideJava(String program) throws IOException {
        String java = ProcessHandle.current()
                .info()
                .command()
                .orElseThrow(() -> new IOException("no certificate is set, and where Java lies is not known"));
        return Path.of(java).resolveSibling(program);
    }
}
