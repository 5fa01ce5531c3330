package epostadm.mailstore.check;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.mailstore.disk.VolumeUse;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A store in memory with nothing wrong in it: `a.example` with the accounts `hana` and `ken`, each with an INBOX
/// and the folder 下書き, to which a test adds one damage.
final class HealthyStore {

    static final DomainName DOMAIN = new DomainName("a.example");
    static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");
    static final String DRAFTS = "&Tgtm+DBN-";

    final Path work;
    final Edition edition;
    VolumeUse volume = new VolumeUse(1 << 30, 1 << 30, 1_000, 1_000);

    HealthyStore(Edition edition) {
        this.edition = edition;
        boolean windows = edition == Edition.WINDOWS;
        Configuration configuration = windows ? Configuration.windows() : Configuration.unix();
        Configuration attributed = configuration.toBuilder()
                .setAttributeViews("basic", windows ? "dos" : "unix", windows ? "owner" : "posix")
                .build();
        this.work = Jimfs.newFileSystem(attributed).getPath(windows ? "C:\\mail" : "/var/spool/epms");
        index("hana", "ken");
        for (String account : List.of("hana", "ken")) {
            mailbox(account);
            file(root(account).resolve("B0000000001.MSG"), message(), 86_400);
            Path inbox = inbox(account);
            file(inbox.resolve("0000000001-000010.MSG"), message());
            file(inbox.resolve("0000000005-100000.MSG"), message());
            file(inbox.resolve("uid"), "6");
            file(inbox.resolve("uidvalidity"), "77");
            file(root(account).resolve(DRAFTS).resolve("uid"), "1");
        }
        controlFiles();
        queue();
    }

    private void controlFiles() {
        file(root("hana").resolve("autoreply.txt"), "Fuzai desu.\n");
        file(root("hana").resolve("ims.ctl"), "[AutoReply]\nSubject = \u001b$BIT:_\u001b(B\nRecordReplies=Yes\n");
        file(root("ken").resolve("ims.ctl"), "[AutoForward]\nForwardTo = hana@a.example\n[Delivery]\nDiscard=No\n");
        file(root("ken").resolve("permitfrom.txt"), "*@b.example\nyumi@c.example\n");
        file(root("ken").resolve("sender.dat"), "boss@b.example,-1\n*,0\n");
        file(work.resolve("effect.dat"), "#<> default\n#blank false\n192.168.* true\n");
        file(work.resolve("gateway.dat"), "' the other site\nb.example,mx.b.example,25\n");
        aliases("");
    }

    /// Puts such lines behind those that are right.
    void aliases(String more) {
        file(
                work.resolve("db").resolve("aliases.txt"),
                "info@a.example\thana@a.example\r\n*@old.example\t*@a.example\r\nout@a.example\tyumi@c.example\r\n"
                        + more);
    }

    private void queue() {
        file(work.resolve("incoming").resolve("B0000000007.MSG"), message(), 3600);
        file(work.resolve("incoming").resolve("B0000000007.RCP"), envelope("B0000000007"), 3600);
        // Only just received.
        file(work.resolve("incoming").resolve("B0000000009.MSG"), message(), 5);
        for (String id : List.of("B0000000006", "B0000000008")) {
            file(work.resolve("holding").resolve(id + ".MSG"), message(), 3600);
            file(work.resolve("domains/c.example").resolve(id + ".RCP"), envelope(id), 3600);
        }
        file(work.resolve("dead").resolve("B0000000003.MSG"), message(), 3600);
    }

    static String envelope(String id) {
        return "Message-ID: <" + id + "@a.example>\r\nReturn-path: hana@a.example\r\nRecipient: yumi@c.example\r\n";
    }

    /// A mailbox root with the files that the index asks for.
    void mailbox(String account) {
        file(root(account).resolve("apop.dat"), "kawa-no-oto\n");
        file(root(account).resolve("size.ctl"), "1000");
    }

    void retired(String account) {
        file(
                work.resolve(".epostadm/retired/a.example.txt"),
                "#epost-retired 1 a.example\n\t2026-03-31T00:00:00Z\t" + account
                        + "\t{PLAIN}kawa-no-oto\tName\tHome\t1\t1\t0\t1\t1\n");
    }

    static String message() {
        return "Subject: haru\r\n\r\nsakura\r\n";
    }

    void index(String... accounts) {
        StringBuilder index = new StringBuilder("#epost-idx 1 a.example\n");
        for (String account : accounts) {
            index.append(account).append("\t{PLAIN}kawa-no-oto\t" + name(account) + "\tHome\t1\t1\t1000\t1\t1\n");
        }
        file(work.resolve("db/a.example.idx"), index.toString());
    }

    private static String name(String account) {
        return account.substring(0, 1).toUpperCase(Locale.ROOT) + account.substring(1);
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
        file(file, "", seconds);
    }

    void file(Path file, String text, long seconds) {
        file(file, text);
        age(file, seconds);
    }

    void age(Path file, long seconds) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(seconds)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(Path file, String more) {
        try {
            file(file, Files.readString(file, StandardCharsets.ISO_8859_1) + more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void replace(Path file, String text, String by) {
        try {
            file(file, Files.readString(file, StandardCharsets.ISO_8859_1).replace(text, by));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Makes a folder that the system hides.
    void hidden(Path root) {
        directory(root.resolve(".old"));
        try {
            if (edition == Edition.WINDOWS) {
                Files.setAttribute(root.resolve(".old"), "dos:hidden", true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void owner(Path path, String name) {
        try {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void permissions(Path path, String permissions) {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
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
        return StoreCheck.open(work, scope, InstantSource.fixed(NOW)).with(_ -> volume);
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
