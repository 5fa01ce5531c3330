package epostadm.mailstore.check;

import epostadm.mailstore.control.ApopDat;
import epostadm.mailstore.control.SizeCtl;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MeasuredFolder;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.StoredMessage;
import epostadm.mailstore.mail.ModifiedUtf7;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Looks at one mailbox root and all folders in it. docs/store-format.md, "Mailbox root".
///
/// What an administrator put aside, be it a mailbox or a folder, is counted, but nothing in it is a finding.
final class MailboxCheck {

    /// Arrivals in a root: red beyond this. docs/store-format.md, "Mailbox root".
    static final long RED = 10_000;

    private static final Duration LOCK_AGE = Duration.ofMinutes(5);

    private final Depth depth;
    private final FolderCheck folderCheck;
    private final Locks locks;

    MailboxCheck(Depth depth, InstantSource clock) {
        this.depth = depth;
        this.folderCheck = new FolderCheck(depth, clock);
        this.locks = new Locks(clock);
    }

    /// Nothing where the name is that of a file, or of something that has gone meanwhile.
    Optional<MailboxReport> check(Candidate candidate) throws IOException {
        MailboxPlace place = candidate.place();
        Path root = place.root();
        if (place.standing() == MailboxPlace.Standing.ACCOUNT_WITHOUT_FOLDER) {
            return Optional.of(bare(candidate, new Finding.AccountWithoutFolder(root)));
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(root, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                return Optional.of(bare(candidate, new Finding.LeadsOutOfStore(root)));
            }
            return attributes.isDirectory() ? Optional.of(look(candidate)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            return Optional.of(bare(candidate, FolderCheck.notReadable(root, e)));
        }
    }

    private static MailboxReport bare(Candidate candidate, Finding finding) {
        return new MailboxReport(
                candidate.place(), Amount.NONE, Amount.NONE, candidate.sizeLimit(), List.of(), List.of(finding));
    }

    private MailboxReport look(Candidate candidate) throws IOException {
        Path root = candidate.place().root();
        boolean putAside = candidate.place().standing() == MailboxPlace.Standing.PUT_ASIDE;
        MeasuredFolder measured = MeasuredFolder.read(root);
        List<Finding> findings = new ArrayList<>();
        Walk walk = new Walk(findings, measured.mail());
        walk.into(root, List.of(), measured.listing().directories(), putAside);
        FolderListing listing = measured.listing();
        long arrived = listing.messages().size() + listing.unreadable().size();
        Amount arrivals = new Amount(arrived, measured.messageBytes() + measured.unreadableBytes());
        long limit = sizeLimit(candidate, measured, findings);
        if (putAside) {
            findings.clear();
            findings.add(new Finding.PutAside(root));
        } else {
            standing(candidate, findings);
            root(measured, arrived, findings);
            if (limit > 0 && walk.use.bytes() > limit) {
                findings.add(new Finding.OverSizeLimit(root, walk.use.bytes(), limit));
            }
        }
        return new MailboxReport(candidate.place(), arrivals, walk.use, limit, walk.folders, findings);
    }

    private static void standing(Candidate candidate, List<Finding> findings) {
        Path root = candidate.place().root();
        if (candidate.place().standing() == MailboxPlace.Standing.FOLDER_WITHOUT_ACCOUNT) {
            findings.add(new Finding.FolderWithoutAccount(root));
        }
        if (candidate.twins().size() > 1) {
            findings.add(new Finding.MailboxTwins(root, candidate.twins()));
        }
    }

    private void root(MeasuredFolder measured, long arrived, List<Finding> findings) throws IOException {
        FolderListing listing = measured.listing();
        Path root = listing.directory();
        if (arrived > RED) {
            findings.add(new Finding.ManyMessages(root, arrived, RED, true));
        }
        if (FolderCheck.listed(listing, ApopDat.NAME)) {
            apopDat(root, findings);
        }
        locks.check(listing, LOCK_AGE).ifPresent(findings::add);
        FolderCheck.leftOvers(listing, findings);
        measured.links().stream()
                .sorted()
                .map(root::resolve)
                .map(Finding.LeadsOutOfStore::new)
                .forEach(findings::add);
        if (depth == Depth.BYTES) {
            List<String> names = Stream.concat(
                            listing.messages().stream().map(StoredMessage::fileName), listing.unreadable().stream())
                    .sorted()
                    .toList();
            MessageScan.scan(root, names, findings);
        }
    }

    private static void apopDat(Path root, List<Finding> findings) throws IOException {
        Path file = root.resolve(ApopDat.NAME);
        try {
            if (ApopDat.readFile(file) instanceof ApopDat.Content.Obfuscated) {
                findings.add(new Finding.ObfuscatedApopDat(file));
            }
        } catch (AccessDeniedException e) {
            // Secrets may be kept from whoever inspects.
            return;
        } catch (FileSystemException | RefusedException e) {
            findings.add(FolderCheck.notReadable(file, e));
        }
    }

    private static long sizeLimit(Candidate candidate, MeasuredFolder measured, List<Finding> findings)
            throws IOException {
        if (FolderCheck.listed(measured.listing(), SizeCtl.NAME)) {
            Path file = measured.listing().directory().resolve(SizeCtl.NAME);
            try {
                return SizeCtl.readFile(file).filter(bytes -> bytes > 0).orElse(candidate.sizeLimit());
            } catch (FileSystemException | RefusedException e) {
                findings.add(FolderCheck.notReadable(file, e));
            }
        }
        return candidate.sizeLimit();
    }

    /// Goes through the folders of one mailbox.
    private final class Walk {

        private final List<FolderReport> folders = new ArrayList<>();
        private final List<Finding> findings;
        private Amount use;

        Walk(List<Finding> findings, MeasuredFolder.Mail root) {
            this.findings = findings;
            this.use = new Amount(root.files(), root.bytes());
        }

        void into(Path directory, List<String> above, List<String> names, boolean putAside) throws IOException {
            if (!putAside) {
                twins(directory, names);
            }
            for (String name : inboxFirst(names)) {
                // Reported as an unreadable name where it lies.
                if (!MessageFileName.endsAsMessage(name)) {
                    List<String> below = new ArrayList<>(above);
                    below.add(name);
                    folder(directory.resolve(name), below, putAside);
                }
            }
        }

        private void folder(Path directory, List<String> names, boolean putAside) throws IOException {
            boolean aside = names.getLast().startsWith("~");
            MeasuredFolder measured;
            FolderReport report;
            try {
                measured = MeasuredFolder.read(directory);
                report = folderCheck.check(measured, names);
            } catch (NoSuchFileException e) {
                return;
            } catch (FileSystemException e) {
                findings.add(FolderCheck.notReadable(directory, e));
                return;
            }
            use = use.plus(new Amount(measured.mail().files(), measured.mail().bytes()));
            if (aside || putAside) {
                report = quiet(report, aside && !putAside);
            }
            folders.add(report);
            into(directory, names, measured.listing().directories(), putAside || aside);
        }

        private static FolderReport quiet(FolderReport report, boolean note) {
            return new FolderReport(
                    report.directory(),
                    report.directoryNames(),
                    report.messages(),
                    report.highest(),
                    report.uidFile(),
                    report.uidValidity(),
                    note ? List.of(new Finding.PutAside(report.directory())) : List.of());
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
                    .forEach(
                            twins -> findings.add(new Finding.FolderTwins(directory.resolve(twins.getFirst()), twins)));
        }

        private static List<String> inboxFirst(List<String> names) {
            return names.stream()
                    .sorted(Comparator.comparing((String name) -> !name.equalsIgnoreCase("INBOX"))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }
}
