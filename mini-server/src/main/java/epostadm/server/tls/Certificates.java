package epostadm.server.tls;

import epostadm.server.config.CertificateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/// The server's certificates and the TLS made from them, for new connections always of the newest files.
public final class Certificates {

    /// To resume, of clients that keep no ticket; the JDK would keep ten times as many, for a day.
    private static final int MOST_SESSIONS = 2000;

    private final List<CertificateFiles> files;
    private final NamedKeys keys;
    private final SSLContext context;
    private Map<Path, FileTime> seen;

    private Certificates(List<CertificateFiles> files, NamedKeys keys, Map<Path, FileTime> seen) throws IOException {
        this.files = files;
        this.keys = keys;
        this.seen = seen;
        try {
            this.context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, null, null);
            context.getServerSessionContext().setSessionCacheSize(MOST_SESSIONS);
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS: " + e.getMessage(), e);
        }
    }

    /// Those of the files, the first of which serves clients that name no host or an unknown one.
    public static Certificates of(List<CertificateFiles> files) throws IOException {
        Map<Path, FileTime> times = times(files);
        return new Certificates(files, new NamedKeys(read(files)), times);
    }

    /// One that is made by itself.
    ///
    /// @param file where it is kept over restarts
    public static Certificates selfMade(Path file, String host) throws IOException {
        return new Certificates(List.of(), new NamedKeys(List.of(SelfMade.in(file, host))), Map.of());
    }

    public SSLContext context() {
        return context;
    }

    /// Reads files again that have changed; what cannot be read leaves all as it was. To be called now and then, by
    /// one thread.
    ///
    /// @return whether there were new ones
    public boolean refresh() throws IOException {
        Map<Path, FileTime> now = times(files);
        if (now.equals(seen)) {
            return false;
        }
        seen = now;
        keys.replace(read(files));
        return true;
    }

    private static List<ServerCertificate> read(List<CertificateFiles> files) throws IOException {
        List<ServerCertificate> certificates = new ArrayList<>();
        for (CertificateFiles each : files) {
            certificates.add(PemFiles.read(each.chain(), each.key()));
        }
        return certificates;
    }

    private static Map<Path, FileTime> times(List<CertificateFiles> files) throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        for (CertificateFiles each : files) {
            times.put(each.chain(), Files.getLastModifiedTime(each.chain()));
            times.put(each.key(), Files.getLastModifiedTime(each.key()));
        }
        return times;
    }
}
