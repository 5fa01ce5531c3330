package epostadm.mailstore.check;

import epostadm.mailstore.disk.MessageFile;
import epostadm.mailstore.disk.MessageForm;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/// Reads the messages of one directory through and counts what their bytes show. docs/store-format.md, "Message
/// bytes".
final class MessageScan {

    private final Path directory;
    private final Group obfuscated = new Group();
    private final Group empty = new Group();
    private final Group bareLineFeeds = new Group();
    private final Group unreadable = new Group();
    private String reason = "";

    MessageScan(Path directory) {
        this.directory = directory;
    }

    /// How many there are, and the first.
    private static final class Group {
        private int count;
        private String first = "";

        private void add(String name) {
            if (count++ == 0) {
                first = name;
            }
        }
    }

    void read(String name) throws IOException {
        MessageForm form;
        try {
            form = new MessageFile(directory.resolve(name)).form();
        } catch (NoSuchFileException e) {
            // Renamed or deleted by the server meanwhile.
            return;
        } catch (RefusedException e) {
            // Became a symbolic link meanwhile.
            return;
        } catch (FileSystemException e) {
            unreadable.add(name);
            reason = String.valueOf(e.getReason());
            return;
        }
        if (form.encoded()) {
            obfuscated.add(name);
        } else if (form.empty()) {
            empty.add(name);
        } else if (form.lineEnds().bareLf() > 0) {
            bareLineFeeds.add(name);
        }
    }

    void addTo(Collection<Finding> findings) {
        if (unreadable.count > 0) {
            findings.add(new Finding.NotReadable(directory.resolve(unreadable.first), reason));
        }
        if (obfuscated.count > 0) {
            findings.add(new Finding.ObfuscatedMessages(directory, obfuscated.count, obfuscated.first));
        }
        if (empty.count > 0) {
            findings.add(new Finding.ZeroLengthMessages(directory, empty.count, empty.first));
        }
        if (bareLineFeeds.count > 0) {
            findings.add(new Finding.BareLineFeeds(directory, bareLineFeeds.count, bareLineFeeds.first));
        }
    }

    static void scan(Path directory, List<String> names, Collection<Finding> findings) throws IOException {
        MessageScan scan = new MessageScan(directory);
        for (String name : names) {
            scan.read(name);
        }
        scan.addTo(findings);
    }
}
