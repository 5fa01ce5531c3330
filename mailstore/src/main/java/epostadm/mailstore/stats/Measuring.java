package epostadm.mailstore.stats;

import epostadm.mailstore.check.Amount;
import epostadm.mailstore.disk.DirectoryEntries;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.mail.FolderName;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The sums of one mailbox, or of another directory in which mail lies, made by one walk through it.
///
/// Mail are files that end in `.MSG` and are no left-overs, as the size limit counts them. Symbolic links are not
/// followed. docs/store-format.md, "Mailbox root".
final class Measuring {

    private final StorePaths paths;
    private final Root root;
    private final Instant now;
    private final List<FolderUse> folders = new ArrayList<>();
    private final List<Path> unreadable = new ArrayList<>();
    private final Spread<Age> ages = new Spread<>(Age.class);
    private final Spread<SizeClass> sizes = new Spread<>(SizeClass.class);
    private final Largest<MessageUse> messages;
    private Amount mail = Amount.NONE;
    private Amount aside = Amount.NONE;
    private boolean directory;

    private Measuring(StorePaths paths, Root root, Instant now, int largest) {
        this.paths = paths;
        this.root = root;
        this.now = now;
        this.messages = Largest.messages(largest);
    }

    /// What was measured.
    ///
    /// @param directory whether there is a directory of that name
    record Measured(
            boolean directory,
            AccountUse account,
            List<FolderUse> folders,
            Spread<Age> ages,
            Spread<SizeClass> sizes,
            List<MessageUse> largest,
            List<Path> unreadable) {}

    static Measured of(StorePaths paths, Root root, Instant now, int largest) throws IOException {
        Measuring measuring = new Measuring(paths, root, now, largest);
        if (Files.isDirectory(root.directory(), LinkOption.NOFOLLOW_LINKS)) {
            measuring.directory = true;
            measuring.folder(root.directory(), List.of(), root.aside());
        }
        return new Measured(
                measuring.directory,
                new AccountUse(root.domain(), root.name(), measuring.mail, measuring.aside),
                measuring.folders,
                measuring.ages,
                measuring.sizes,
                measuring.messages.inOrder(),
                measuring.unreadable);
    }

    private void folder(Path folder, List<String> names, boolean putAside) throws IOException {
        long[] sums = new long[2];
        List<String> below = new ArrayList<>();
        try {
            DirectoryEntries.each(folder, (name, attributes) -> {
                if (attributes.isDirectory()) {
                    below.add(name);
                } else if (attributes.isRegularFile()
                        && MessageFileName.endsAsMessage(name)
                        && !MessageFileName.leftOver(name)) {
                    sums[0]++;
                    sums[1] += attributes.size();
                    if (!putAside) {
                        message(folder, name, attributes);
                    }
                }
            });
        } catch (NoSuchFileException e) {
            return; // Gone meanwhile.
        } catch (FileSystemException e) {
            unreadable.add(folder);
        }
        Amount amount = new Amount(sums[0], sums[1]);
        if (putAside) {
            aside = aside.plus(amount);
        } else {
            mail = mail.plus(amount);
            if (amount.count() > 0) {
                folders.add(new FolderUse(root.domain(), root.name(), label(names), amount));
            }
        }
        below.sort(null);
        for (String name : below) {
            List<String> longer = new ArrayList<>(names);
            longer.add(name);
            folder(folder.resolve(name), longer, putAside || name.startsWith("~"));
        }
    }

    private void message(Path folder, String name, BasicFileAttributes attributes) {
        Instant modified = attributes.lastModifiedTime().toInstant();
        ages.add(Age.of(modified, now), attributes.size());
        sizes.add(SizeClass.of(attributes.size()), attributes.size());
        if (messages.wants(attributes.size())) {
            messages.offer(new MessageUse(paths.relative(folder.resolve(name)), attributes.size(), modified));
        }
    }

    private static String label(List<String> names) {
        return names.isEmpty()
                ? FolderUse.ROOT
                : FolderName.ofDirectory(names).map(FolderName::toString).orElseGet(() -> String.join("/", names));
    }
}
