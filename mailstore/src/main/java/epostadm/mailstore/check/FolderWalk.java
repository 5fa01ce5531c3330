package epostadm.mailstore.check;

import epostadm.mailstore.disk.MeasuredFolder;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.mail.ModifiedUtf7;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Goes through the folders of one mailbox, and sums up what counts against its size limit.
final class FolderWalk {

    private final Checks checks;
    private final List<FolderReport> folders = new ArrayList<>();
    private final List<Finding> findings;
    private Amount use;

    /// What is asked of each folder.
    record Checks(FolderCheck contents, FolderNameCheck name, PermissionCheck permissions) {}

    /// Where a directory stands: whether it was put aside, and whether its owner is right.
    record Standing(boolean putAside, boolean owned) {}

    /// @param root what the mailbox root itself holds
    /// @param findings takes what is about no folder that could be read
    FolderWalk(Checks checks, MeasuredFolder.Mail root, List<Finding> findings) {
        this.checks = checks;
        this.findings = findings;
        this.use = new Amount(root.files(), root.bytes());
    }

    List<FolderReport> folders() {
        return folders;
    }

    Amount use() {
        return use;
    }

    /// Looks at the directories of these names, and at those below.
    void into(Path directory, List<String> above, List<String> names, Standing standing) throws IOException {
        if (!standing.putAside) {
            twins(directory, names);
        }
        for (String name : inboxFirst(names)) {
            // Reported as an unreadable name where it lies.
            if (!MessageFileName.endsAsMessage(name)) {
                List<String> below = new ArrayList<>(above);
                below.add(name);
                folder(directory.resolve(name), below, names, standing);
            }
        }
    }

    private void folder(Path directory, List<String> names, List<String> siblings, Standing above) throws IOException {
        boolean aside = names.getLast().startsWith("~");
        MeasuredFolder measured;
        FolderReport report;
        try {
            measured = MeasuredFolder.read(directory);
            report = checks.contents.check(measured, names);
        } catch (NoSuchFileException e) {
            return;
        } catch (FileSystemException e) {
            findings.add(FolderCheck.notReadable(directory, e));
            return;
        }
        use = use.plus(new Amount(measured.mail().files(), measured.mail().bytes()));
        Standing standing = new Standing(above.putAside || aside, above.owned);
        if (standing.putAside) {
            report = report.with(above.putAside ? List.of() : List.of(new Finding.PutAside(directory)));
        } else {
            List<Finding> all = new ArrayList<>(report.findings());
            checks.name.check(directory, names, siblings, all);
            standing = new Standing(false, above.owned && checks.permissions.directory(directory, all));
            report = report.with(all);
        }
        folders.add(report);
        into(directory, names, measured.listing().directories(), standing);
    }

    /// Names that are one on a file system that is blind to case.
    private void twins(Path directory, List<String> names) {
        Map<String, List<String>> byKey = new TreeMap<>();
        for (String name : names) {
            String key = ModifiedUtf7.decode(name).orElse(name).toLowerCase(Locale.ROOT);
            byKey.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(name);
        }
        byKey.values().stream()
                .filter(twins -> twins.size() > 1)
                .forEach(twins -> findings.add(new Finding.FolderTwins(directory.resolve(twins.getFirst()), twins)));
    }

    private static List<String> inboxFirst(List<String> names) {
        return names.stream()
                .sorted(Comparator.comparing((String name) -> !name.equalsIgnoreCase("INBOX"))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
