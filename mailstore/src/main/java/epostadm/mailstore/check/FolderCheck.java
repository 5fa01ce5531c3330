package epostadm.mailstore.check;

import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MeasuredFolder;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.StoredMessage;
import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.disk.UidValidityFile;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.Uid;
import epostadm.mailstore.mail.UidValidity;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks at the directory of one IMAP folder. docs/store-format.md, "IMAP folder".
///
/// The directory is listed before `uid` is read: a server that gives out a UID meanwhile raises `uid` and is not
/// found behind.
public final class FolderCheck {

    /// Files in a folder: caution, then danger. docs/store-format.md, "Mailbox root".
    static final long CAUTION = 1_000;

    static final long DANGER = 5_000;

    private static final long HALF_OF_UIDS = 1L << 31;
    private static final long NINE_TENTHS_OF_UIDS = Uid.LAST.value() / 10 * 9;
    private static final Duration LOCK_AGE = Duration.ofSeconds(30);

    private final Depth depth;
    private final Locks locks;
    private final Progress progress;

    public FolderCheck(Depth depth, InstantSource clock) {
        this(depth, clock, Progress.NONE);
    }

    /// @param progress told of every message that is read
    FolderCheck(Depth depth, InstantSource clock, Progress progress) {
        this.depth = depth;
        this.locks = new Locks(clock);
        this.progress = progress;
    }

    /// Looks at the folder to which `directoryNames` lead from the mailbox root.
    public FolderReport check(Path directory, List<String> directoryNames) throws IOException {
        return depth == Depth.NAMES
                ? report(FolderListing.read(directory), 0, List.of(), directoryNames)
                : check(MeasuredFolder.read(directory), directoryNames);
    }

    FolderReport check(MeasuredFolder folder, List<String> directoryNames) throws IOException {
        return report(folder.listing(), folder.messageBytes(), folder.links(), directoryNames);
    }

    private FolderReport report(FolderListing listing, long bytes, List<String> links, List<String> directoryNames)
            throws IOException {
        Path directory = listing.directory();
        List<Finding> findings = new ArrayList<>();
        Optional<UidFile.Content> uid = uid(listing, findings);
        UidValidity validity = validity(listing, findings);
        Optional<Uid> highest = listing.highestUid();
        if (FolderName.ofDirectory(directoryNames).isEmpty()
                && FolderName.ofDirectory(parent(directoryNames)).isPresent()) {
            findings.add(new Finding.UndecodableFolderName(directory));
        }
        UidFile.Content readable = uid.orElse(new UidFile.Content.Missing());
        if (uid.isPresent() && !links.contains(UidFile.NAME)) {
            uidFile(directory, readable, highest).ifPresent(findings::add);
        }
        uidRange(directory, UidFile.next(readable, highest)).ifPresent(findings::add);
        duplicates(listing).ifPresent(findings::add);
        names(listing, findings);
        tooMany(directory, listing.messages().size()).ifPresent(findings::add);
        locks.check(listing, LOCK_AGE).ifPresent(findings::add);
        links.stream()
                .sorted()
                .map(directory::resolve)
                .map(Finding.LeadsOutOfStore::new)
                .forEach(findings::add);
        if (depth == Depth.BYTES) {
            List<String> names =
                    listing.messages().stream().map(StoredMessage::fileName).toList();
            MessageScan.scan(directory, names, findings, progress);
        }
        Amount messages = new Amount(listing.messages().size(), bytes);
        return new FolderReport(directory, directoryNames, messages, highest, readable, validity, findings);
    }

    /// What `uid` says; nothing where it cannot be read, which is a finding.
    private static Optional<UidFile.Content> uid(FolderListing listing, List<Finding> findings) throws IOException {
        if (!listed(listing, UidFile.NAME)) {
            return Optional.of(new UidFile.Content.Missing());
        }
        try {
            return Optional.of(UidFile.read(listing.directory()));
        } catch (FileSystemException | RefusedException e) {
            findings.add(notReadable(listing.directory().resolve(UidFile.NAME), e));
            return Optional.empty();
        }
    }

    private static UidValidity validity(FolderListing listing, List<Finding> findings) throws IOException {
        Path directory = listing.directory();
        if (listed(listing, UidValidityFile.NAME)) {
            try {
                return UidValidityFile.read(directory);
            } catch (FileSystemException | RefusedException e) {
                findings.add(notReadable(directory.resolve(UidValidityFile.NAME), e));
            }
        }
        return UidValidityFile.ofCreation(directory);
    }

    /// What the failure to read a file says about it.
    static Finding notReadable(Path file, IOException failure) {
        if (failure instanceof RefusedException) {
            return new Finding.LeadsOutOfStore(file);
        }
        String reason = failure instanceof FileSystemException e ? e.getReason() : null;
        return new Finding.NotReadable(file, reason == null ? failure.getClass().getSimpleName() : reason);
    }

    /// The directories above; INBOX, which is always a name, where there is none.
    private static List<String> parent(List<String> directoryNames) {
        int last = directoryNames.size() - 1;
        return last == 0 ? List.of("INBOX") : directoryNames.subList(0, last);
    }

    static boolean listed(FolderListing listing, String file) {
        return listing.others().stream().anyMatch(file::equalsIgnoreCase);
    }

    private static Optional<Finding> uidFile(Path directory, UidFile.Content uid, Optional<Uid> highest) {
        long expected = UidFile.next(new UidFile.Content.Missing(), highest);
        if (uid instanceof UidFile.Content.Next(long next)) {
            return next < expected
                    ? Optional.of(new Finding.UidFileBehind(directory, next, expected))
                    : Optional.empty();
        }
        return uid instanceof UidFile.Content.NotANumber(String found)
                ? Optional.of(new Finding.UidFileNotANumber(directory, found, expected))
                : highest.map(_ -> new Finding.UidFileMissing(directory, expected));
    }

    private static Optional<Finding> uidRange(Path directory, long next) {
        if (next - 1 >= NINE_TENTHS_OF_UIDS) {
            return Optional.of(new Finding.UidNear2To32(directory, next, Uid.LAST.value() + 1 - next));
        }
        return next > HALF_OF_UIDS ? Optional.of(new Finding.UidAbove2To31(directory, next)) : Optional.empty();
    }

    private static Optional<Finding> duplicates(FolderListing listing) {
        int count = listing.duplicateUids();
        if (count == 0) {
            return Optional.empty();
        }
        List<StoredMessage> messages = listing.messages();
        int at = 1;
        while (!listing.sharesUid(at)) {
            at++;
        }
        return Optional.of(new Finding.DuplicateUids(
                listing.directory(), count, messages.get(at).uid().value()));
    }

    private static void names(FolderListing listing, List<Finding> findings) {
        Path directory = listing.directory();
        List<String> unreadable = Stream.concat(
                        listing.unreadable().stream(),
                        listing.directories().stream().filter(MessageFileName::endsAsMessage))
                .sorted()
                .toList();
        if (!unreadable.isEmpty()) {
            findings.add(new Finding.UnreadableMessageNames(directory, unreadable.size(), unreadable.getFirst()));
        }
        leftOvers(listing, findings);
    }

    /// What was cut short: messages of the server's, and files of ours.
    static void leftOvers(FolderListing listing, List<Finding> findings) {
        Path directory = listing.directory();
        List<String> leftOvers = listing.leftOvers().stream().sorted().toList();
        if (!leftOvers.isEmpty()) {
            findings.add(new Finding.LeftOvers(directory, leftOvers.size(), leftOvers.getFirst()));
        }
        List<String> temporary =
                listing.others().stream().filter(TemporaryNames::ours).sorted().toList();
        if (!temporary.isEmpty()) {
            findings.add(new Finding.TemporaryFiles(directory, temporary.size(), temporary.getFirst()));
        }
    }

    private static Optional<Finding> tooMany(Path directory, long count) {
        if (count <= CAUTION) {
            return Optional.empty();
        }
        return Optional.of(new Finding.ManyMessages(directory, count, count > DANGER ? DANGER : CAUTION, false));
    }
}
