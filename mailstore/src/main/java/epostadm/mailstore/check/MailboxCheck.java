package epostadm.mailstore.check;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.control.Marker;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MeasuredFolder;
import epostadm.mailstore.disk.StoredMessage;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks at one mailbox root and all folders in it. docs/store-format.md, "Mailbox root".
///
/// What an administrator put aside, be it a mailbox or a folder, is counted, but nothing in it is a finding.
final class MailboxCheck {

    /// Arrivals in a root: red beyond this. docs/store-format.md, "Mailbox root".
    static final long RED = 10_000;

    private static final Duration LOCK_AGE = Duration.ofMinutes(5);

    private final Depth depth;
    private final Progress progress;
    private final ForwardCheck forwards;
    private final FolderWalk.Checks folders;
    private final Locks locks;

    /// A mailbox's report, and where it forwards to.
    record Checked(MailboxReport report, Optional<Forwarding> forwarding) {}

    /// @param progress told of every message that is read
    MailboxCheck(
            Depth depth, InstantSource clock, Progress progress, ForwardCheck forwards, PermissionCheck permissions) {
        this.depth = depth;
        this.progress = progress;
        this.forwards = forwards;
        this.folders = new FolderWalk.Checks(
                new FolderCheck(depth, clock, progress), new FolderNameCheck(forwards.edition()), permissions);
        this.locks = new Locks(clock);
    }

    /// Nothing where the name is that of a file, or of something that has gone meanwhile.
    Optional<Checked> check(Candidate candidate) throws IOException {
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

    private static Checked bare(Candidate candidate, Finding finding) {
        return new Checked(
                new MailboxReport(
                        candidate.place(),
                        Amount.NONE,
                        Amount.NONE,
                        candidate.sizeLimit(),
                        List.of(),
                        List.of(finding)),
                Optional.empty());
    }

    private Checked look(Candidate candidate) throws IOException {
        Path root = candidate.place().root();
        boolean putAside = candidate.place().standing() == MailboxPlace.Standing.PUT_ASIDE;
        MeasuredFolder measured = MeasuredFolder.read(root);
        FolderListing listing = measured.listing();
        RootFiles files = RootFiles.of(root, listing.others(), forwards.edition());
        List<Finding> findings = new ArrayList<>();
        long limit = AccountFilesCheck.check(candidate, files, findings);
        FolderWalk walk = new FolderWalk(folders, measured.mail(), findings);
        Optional<Forwarding> forwarding = Optional.empty();
        if (putAside) {
            findings.clear();
            walk.into(root, List.of(), listing.directories(), new FolderWalk.Standing(true, true));
            findings.clear();
            findings.add(new Finding.PutAside(root));
        } else {
            standing(candidate, findings);
            boolean owned = folders.permissions().root(files, findings);
            walk.into(root, List.of(), listing.directories(), new FolderWalk.Standing(false, owned));
            root(measured, findings);
            countedTwice(candidate, files, listing, findings);
            ControlCheck.check(files, findings);
            forwarding = forwards.check(candidate.place(), files, findings);
            if (limit > 0 && walk.use().bytes() > limit) {
                findings.add(new Finding.OverSizeLimit(root, walk.use().bytes(), limit));
            }
        }
        Amount arrivals = new Amount(arrivals(listing).count(), measured.messageBytes() + measured.unreadableBytes());
        return new Checked(
                new MailboxReport(candidate.place(), arrivals, walk.use(), limit, walk.folders(), findings),
                forwarding);
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

    /// What ends as a message, in no order.
    private static Stream<String> arrivals(FolderListing listing) {
        return Stream.concat(listing.messages().stream().map(StoredMessage::fileName), listing.unreadable().stream());
    }

    private void root(MeasuredFolder measured, List<Finding> findings) throws IOException {
        FolderListing listing = measured.listing();
        Path root = listing.directory();
        long arrived = arrivals(listing).count();
        if (arrived > RED) {
            findings.add(new Finding.ManyMessages(root, arrived, RED, true));
        }
        locks.check(listing, LOCK_AGE).ifPresent(findings::add);
        FolderCheck.leftOvers(listing, findings);
        measured.links().stream()
                .sorted()
                .map(root::resolve)
                .map(Finding.LeadsOutOfStore::new)
                .forEach(findings::add);
        if (depth == Depth.BYTES) {
            MessageScan.scan(root, arrivals(listing).sorted().toList(), findings, progress);
        }
    }

    /// With POP3 on, arrivals are copied into INBOX and stay; `imap.idx` marks up to where.
    private static void countedTwice(
            Candidate candidate, RootFiles files, FolderListing listing, List<Finding> findings) throws IOException {
        Optional<Path> mark = files.find(RootFiles.IMAP_IDX);
        Path root = files.root();
        boolean pop3 = candidate.entry().map(AccountEntry::pop3).orElse(true)
                && !Marker.POP3_OFF.presentIn(root)
                && !Marker.POP3_SERVES_INBOX.presentIn(root);
        if (mark.isEmpty() || !pop3) {
            return;
        }
        Optional<BasicFileAttributes> marked = attributes(mark.get());
        if (marked.isEmpty()) {
            return;
        }
        FileTime until = marked.get().lastModifiedTime();
        long count = 0;
        long bytes = 0;
        for (String name : arrivals(listing).toList()) {
            Optional<BasicFileAttributes> arrival = attributes(root.resolve(name))
                    .filter(a -> a.lastModifiedTime().compareTo(until) <= 0);
            count += arrival.isPresent() ? 1 : 0;
            bytes += arrival.map(BasicFileAttributes::size).orElse(0L);
        }
        if (count > 0) {
            findings.add(new Finding.CountedTwice(root, count, bytes));
        }
    }

    private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
