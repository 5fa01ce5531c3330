package epostadm.mailstore.journal;

import epostadm.mailstore.disk.FileTree;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MessageFile;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.disk.StoredMessage;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/// Takes the measure of what lies in the store: before a change for its plan, and after it to compare.
public final class ProofReader {

    private final StorePaths paths;
    private final Progress progress;

    public ProofReader(StorePaths paths, Progress progress) {
        this.paths = paths;
        this.progress = progress;
    }

    /// All files below a directory, which will be called `pathAfter`.
    public Proof.Tree tree(Path directory, String pathAfter) throws IOException {
        long[] sums = new long[2];
        FileTree.walk(directory, (file, attributes) -> {
            if (!attributes.isDirectory()) {
                sums[0]++;
                sums[1] += attributes.size();
            }
        });
        return new Proof.Tree(pathAfter, sums[0], sums[1]);
    }

    /// The messages of a folder, each read whole; the folder will be called `pathAfter`.
    public Proof.Mail mail(FolderListing listing, String pathAfter) throws IOException {
        progress.start(Progress.Phase.READING_MAIL, listing.messages().size());
        MessageDigest all = sha256();
        MessageDigest one = sha256();
        byte[] buffer = new byte[64 * 1024];
        long bytes = 0;
        for (StoredMessage message : listing.messages()) {
            try (InputStream in = RegularFile.open(listing.directory().resolve(message.fileName()))) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    one.update(buffer, 0, n);
                    bytes += n;
                }
            }
            all.update(one.digest());
            progress.step(1);
        }
        progress.finish();
        String sha256 = HexFormat.of().formatHex(all.digest());
        return new Proof.Mail(pathAfter, listing.messages().size(), bytes, sha256);
    }

    /// The mail of all mailboxes in a directory, as it must be when some have got new names and others are gone.
    ///
    /// @param renamed new names by present ones
    /// @param gone names of mailboxes that go
    public Proof.Mailboxes mailboxes(Path directory, Map<String, String> renamed, Set<String> gone) throws IOException {
        return MailboxMeasure.of(directory, renamed, gone, progress).proof(paths.relative(directory));
    }

    /// The text of a message, which will be called `pathAfter`.
    public static Proof.Text text(MessageFile message, String pathAfter) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[64 * 1024];
        long bytes = 0;
        try (InputStream in = message.text()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                bytes += n;
            }
        }
        return new Proof.Text(pathAfter, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    /// Measures again and compares.
    ///
    /// @throws RefusedException with [Refusal.VerificationFailed] where they differ
    void verify(Proof expected) throws IOException {
        Path path = paths.resolve(expected.path());
        Proof found = switch (expected) {
            case Proof.Tree _ -> tree(path, expected.path());
            case Proof.Mail _ -> mail(FolderListing.read(path), expected.path());
            case Proof.Mailboxes _ ->
                MailboxMeasure.of(path, Map.of(), Set.of(), progress).proof(expected.path());
            case Proof.Text _ -> text(new MessageFile(path), expected.path());
            case Proof.Lines _ -> lines(path, expected.path());
        };
        if (!found.equals(expected)) {
            throw new RefusedException(
                    new Refusal.VerificationFailed(expected.path(), found.toString(), expected.toString()));
        }
    }

    private static Proof.Lines lines(Path file, String path) throws IOException {
        try (var lines = Files.lines(file)) {
            return new Proof.Lines(path, lines.count());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
