package epostadm.mailstore.journal;

import epostadm.mailstore.disk.FileTree;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.task.ReadAhead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// How much mail each mailbox in a directory holds. Only those with any count, so that one more that is empty does
/// not matter; nothing is opened.
record MailboxMeasure(NavigableMap<String, Mail> mailboxes) {

    /// Messages and their bytes.
    record Mail(long messages, long bytes) {}

    private record Named(String name, Mail mail) {}

    static MailboxMeasure of(Path directory, Map<String, String> renamed, Set<String> gone, Progress progress)
            throws IOException {
        NavigableMap<String, Mail> mailboxes = new TreeMap<>();
        if (!Files.isDirectory(directory)) {
            return new MailboxMeasure(mailboxes);
        }
        List<String> names = FolderListing.names(directory).stream()
                .filter(name -> !gone.contains(name))
                .toList();
        progress.start(Progress.Phase.READING_MAIL, names.size());
        ReadAhead.inOrder(names, name -> new Named(name, mail(directory.resolve(name))), found -> {
            if (found.mail().messages() > 0) {
                mailboxes.put(renamed.getOrDefault(found.name(), found.name()), found.mail());
            }
            progress.step(1);
        });
        progress.finish();
        return new MailboxMeasure(mailboxes);
    }

    private static Mail mail(Path root) throws IOException {
        long[] sums = new long[2];
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            return new Mail(0, 0);
        }
        try {
            FileTree.walk(root, (path, attributes) -> {
                if (!attributes.isDirectory()
                        && MessageFileName.endsAsMessage(path.getFileName().toString())) {
                    sums[0]++;
                    sums[1] += attributes.size();
                }
            });
        } catch (NoSuchFileException _) {
            // A server renames a message at each change of flags; a proof of what moves meanwhile fails anyway.
        }
        return new Mail(sums[0], sums[1]);
    }

    Proof.Mailboxes proof(String path) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        long messages = 0;
        long bytes = 0;
        for (Map.Entry<String, Mail> mailbox : mailboxes.entrySet()) {
            Mail mail = mailbox.getValue();
            messages += mail.messages();
            bytes += mail.bytes();
            String line = mailbox.getKey() + "\t" + mail.messages() + "\t" + mail.bytes() + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        String sha256 = HexFormat.of().formatHex(digest.digest());
        return new Proof.Mailboxes(path, mailboxes.size(), messages, bytes, sha256);
    }
}
