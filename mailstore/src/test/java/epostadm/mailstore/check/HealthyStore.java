package epostadm.mailstore.check;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A store in memory with nothing wrong in it: `a.example` with the accounts `hana` and `ken`, each with an INBOX
/// and the folder 下書き, to which a test adds one damage.
final class HealthyStore {

    static final DomainName DOMAIN = new DomainName("a.example");
    static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");
    static final String DRAFTS = "&Tgtm+DBN-";

    final Path work;
    final Edition edition;

    HealthyStore(Edition edition) {
        this.edition = edition;
        boolean windows = edition == Edition.WINDOWS;
        Configuration configuration = windows ? Configuration.windows() : Configuration.unix();
        this.work = Jimfs.newFileSystem(configuration).getPath(windows ? "C:\\mail" : "/var/spool/epms");
        index("hana", "ken");
        for (String account : List.of("hana", "ken")) {
            file(root(account).resolve("apop.dat"), "kawa-no-oto\n");
            file(root(account).resolve("size.ctl"), "1000");
            file(root(account).resolve("B0000000001.MSG"), message());
            Path inbox = inbox(account);
            file(inbox.resolve("0000000001-000010.MSG"), message());
            file(inbox.resolve("0000000005-100000.MSG"), message());
            file(inbox.resolve("uid"), "6");
            file(inbox.resolve("uidvalidity"), "77");
            file(root(account).resolve(DRAFTS).resolve("uid"), "1");
        }
    }

    static String message() {
        return "Subject: haru\r\n\r\nsakura\r\n";
    }

    void index(String... accounts) {
        StringBuilder index = new StringBuilder("#epost-idx 1 a.example\n");
        for (String account : accounts) {
            index.append(account).append("\t{PLAIN}kawa-no-oto\tName\tHome\t1\t1\t1000\t1\t1\n");
        }
        file(work.resolve("db/a.example.idx"), index.toString());
    }

    Path roots() {
        return work.resolve("inbox").resolve("a.example");
    }

    Path root(String account) {
        return roots().resolve(account);
    }

    Path inbox(String account) {
        return root(account).resolve(edition.inboxDirectory());
    }

    void file(Path file, String text) {
        file(file, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void file(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void fileOfAge(Path file, long seconds) {
        file(file, "");
        try {
            Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(seconds)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void directory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void link(Path link, Path target) {
        try {
            Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void rename(Path file, String name) {
        try {
            Files.move(file, file.resolveSibling(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StoreCheck open(Depth depth) throws IOException {
        return open(new Scope(Optional.empty(), Optional.empty(), depth));
    }

    StoreCheck open(Scope scope) throws IOException {
        return StoreCheck.open(work, scope, InstantSource.fixed(NOW));
    }

    /// All findings of a check.
    List<Finding> findings(Depth depth) throws IOException {
        List<Finding> findings = new ArrayList<>();
        StoreReport report = open(depth).run(mailbox -> findings.addAll(mailbox.allFindings()), Progress.NONE);
        report.domains().forEach(domain -> findings.addAll(domain.findings()));
        findings.addAll(report.findings());
        return findings;
    }
}
