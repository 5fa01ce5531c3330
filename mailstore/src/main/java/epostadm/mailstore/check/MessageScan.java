package epostadm.mailstore.check;

import epostadm.mailstore.disk.MessageFile;
import epostadm.mailstore.disk.MessageForm;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.task.ReadAhead;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Reads the messages of one directory through, block by block, and counts what their bytes show.
///
/// The messages of a large directory are read by two threads. docs/store-format.md, "Message bytes".
final class MessageScan {

    private static final int BLOCK = 1 << 15;
    private static final int PART = 512;

    private final Path directory;
    private final Group obfuscated = new Group();
    private final Group empty = new Group();
    private final Group bareLineFeeds = new Group();
    private final Group mixedLineEnds = new Group();
    private final Group notStuffed = new Group();
    private final Group brokenHeaders = new Group();
    private final Group unreadable = new Group();
    private final byte[] block = new byte[BLOCK];
    private String reason = "";

    private MessageScan(Path directory) {
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

        private void add(Group later) {
            first = count == 0 ? later.first : first;
            count += later.count;
        }
    }

    static void scan(Path directory, List<String> names, Collection<Finding> findings, Progress progress)
            throws IOException {
        MessageScan all = new MessageScan(directory);
        ReadAhead.inOrder(
                parts(names),
                part -> {
                    MessageScan scan = new MessageScan(directory);
                    for (String name : part) {
                        scan.read(name);
                        progress.step(1);
                    }
                    return scan;
                },
                all::add);
        all.addTo(findings);
    }

    private static List<List<String>> parts(List<String> names) {
        List<List<String>> parts = new ArrayList<>();
        for (int start = 0; start < names.size(); start += PART) {
            parts.add(names.subList(start, Math.min(start + PART, names.size())));
        }
        return parts;
    }

    private void read(String name) throws IOException {
        HeaderScan header = new HeaderScan();
        MessageForm form;
        try {
            form = new MessageFile(directory.resolve(name)).form(block, header);
        } catch (NoSuchFileException | RefusedException e) {
            // Renamed or deleted by the server, or made a symbolic link, meanwhile.
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
        } else {
            take(name, form, header.broken());
        }
    }

    private void take(String name, MessageForm form, boolean broken) {
        if (!form.crlfOnly()) {
            boolean alike = form.lineEnds().crlf() == 0 && form.lineEnds().bareCr() == 0;
            (alike ? bareLineFeeds : mixedLineEnds).add(name);
        }
        if (form.leadingDots().single() > 0) {
            notStuffed.add(name);
        }
        if (broken) {
            brokenHeaders.add(name);
        }
    }

    private void add(MessageScan later) {
        obfuscated.add(later.obfuscated);
        empty.add(later.empty);
        bareLineFeeds.add(later.bareLineFeeds);
        mixedLineEnds.add(later.mixedLineEnds);
        notStuffed.add(later.notStuffed);
        brokenHeaders.add(later.brokenHeaders);
        reason = unreadable.count == 0 ? later.reason : reason;
        unreadable.add(later.unreadable);
    }

    private void addTo(Collection<Finding> findings) {
        if (unreadable.count > 0) {
            findings.add(new Finding.NotReadable(directory.resolve(unreadable.first), reason));
        }
        add(findings, obfuscated, Finding.ObfuscatedMessages::new);
        add(findings, empty, Finding.ZeroLengthMessages::new);
        add(findings, brokenHeaders, Finding.BrokenHeaders::new);
        add(findings, mixedLineEnds, Finding.MixedLineEnds::new);
        add(findings, notStuffed, Finding.NotDotStuffed::new);
        add(findings, bareLineFeeds, Finding.BareLineFeeds::new);
    }

    @FunctionalInterface
    private interface OfMessages {
        Finding make(Path place, int count, String first);
    }

    private void add(Collection<Finding> findings, Group group, OfMessages kind) {
        if (group.count > 0) {
            findings.add(kind.make(directory, group.count, group.first));
        }
    }
}
