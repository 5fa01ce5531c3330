package epostadm.mailstore.folder;

import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.DirectoryEntries;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.mail.Flags;
import epostadm.mailstore.mail.Uid;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Takes into INBOX what has arrived in the mailbox root: moved where POP3 is off, else under a second name, which
/// the side file notes before and after, as it does where a move is a copy and a deletion. Each exactly once.
/// Guarded by the folder's lock. docs/store-format.md, "Mailbox root".
final class Adoption {

    /// The vendor's mark up to where the root was copied: its time.
    private static final String MARK = "imap.idx";

    private final FolderState folder;
    private final BooleanSupplier pop3;
    private RootWatch watch = new RootWatch();
    private String complaint = "";
    private FileTime newest = FileTime.fromMillis(0);

    Adoption(FolderState folder, BooleanSupplier pop3) {
        this.folder = folder;
        this.pop3 = pop3;
    }

    /// Cheap where nothing has arrived. That it fails is no failure of the folder.
    void run() {
        try {
            boolean copying = pop3.getAsBoolean();
            if (watch.changed(root(), copying, folder.house.clock().instant())) {
                adopt(copying);
                complaint = "";
            }
        } catch (IOException e) {
            watch = new RootWatch();
            if (!folder.gone() && !complaint.equals(e.toString())) {
                complaint = e.toString();
                folder.trouble(root() + ": what has arrived could not be taken into INBOX: " + e);
            }
        }
    }

    private Path root() {
        return folder.directory.place().root();
    }

    private void adopt(boolean copying) throws IOException {
        List<KnownArrival> found = found();
        ArrivalMemory memory = folder.arrivals;
        if (!memory.begun()) {
            takeOver(found, copying);
        }
        Set<String> names = new HashSet<>();
        List<KnownArrival> fresh = new ArrayList<>();
        for (KnownArrival arrival : found) {
            names.add(arrival.name());
            if (!memory.knows(arrival)) {
                fresh.add(arrival);
            }
        }
        memory.keep(names);
        if (!fresh.isEmpty()) {
            fresh.sort(Comparator.comparingLong(KnownArrival::modified).thenComparing(KnownArrival::name));
            folder.look();
            if (copying) {
                copy(fresh, allocate(fresh.size()));
            } else {
                move(fresh);
            }
        }
        if (copying) {
            mark(!found.isEmpty());
        }
    }

    private List<KnownArrival> found() throws IOException {
        List<KnownArrival> found = new ArrayList<>();
        newest = FileTime.fromMillis(0);
        DirectoryEntries.each(root(), (name, attributes) -> {
            if (attributes.isRegularFile() && MessageFileName.arrival(name).isPresent()) {
                newest = newest.compareTo(attributes.lastModifiedTime()) < 0 ? attributes.lastModifiedTime() : newest;
                found.add(new KnownArrival(name, attributes.lastModifiedTime().toMillis(), attributes.size()));
            }
        });
        return found;
    }

    /// What the vendor's server has copied before this one was there, or before the side file was lost.
    private void takeOver(List<KnownArrival> found, boolean copying) throws IOException {
        folder.arrivals.begin();
        folder.side.line(SideText.ARRIVALS);
        Optional<FileTime> mark = mark();
        if (mark.isEmpty()) {
            return;
        }
        List<KnownArrival> copied = found.stream()
                .filter(arrival -> arrival.modified() <= mark.get().toMillis())
                .toList();
        copied.forEach(arrival -> {
            folder.arrivals.add(arrival);
            folder.side.line(SideText.KNOWN + " " + arrival.text());
        });
        if (!copied.isEmpty() && !copying) {
            folder.trouble(root() + ": " + copied.size() + " messages stay there, since " + MARK
                    + " says that INBOX has them");
        }
    }

    private Optional<FileTime> mark() throws IOException {
        try {
            return Optional.of(Files.getLastModifiedTime(root().resolve(MARK), LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Keeps the vendor's mark up to date.
    private void mark(boolean any) throws IOException {
        Optional<FileTime> present = mark();
        if (!any || present.isPresent() && present.get().compareTo(newest) >= 0) {
            return;
        }
        Path file = root().resolve(MARK);
        if (present.isEmpty()) {
            AtomicFile.create(file, _ -> {});
            Ownership.of(root()).dress(file);
        }
        if (!Files.isSymbolicLink(file)) {
            Files.setLastModifiedTime(file, newest);
        }
    }

    private long allocate(int count) throws IOException {
        long first = folder.allocate(count);
        // What a client has seen under a UID must not come back as something else after a power cut.
        folder.directory.force(folder.directory.file(UidFile.NAME));
        return first;
    }

    private static String name(long uid) {
        return new MessageFileName.Numbered(Uid.of(uid), Flags.ARRIVED).text();
    }

    private void move(List<KnownArrival> arrivals) throws IOException {
        long first = allocate(arrivals.size());
        List<LiveMessage> added = new ArrayList<>();
        int moved = 0;
        try {
            while (moved < arrivals.size() && movable(arrivals.get(moved), first + moved, added)) {
                moved++;
            }
        } finally {
            folder.roll.added(added);
        }
        if (moved < arrivals.size()) {
            carry(arrivals.subList(moved, arrivals.size()), first + moved);
        }
    }

    /// @return false where it cannot be moved in one step
    private boolean movable(KnownArrival arrival, long uid, List<LiveMessage> added) throws IOException {
        try {
            boolean moved = folder.directory.takeAtOnce(root().resolve(arrival.name()), name(uid));
            if (moved) {
                added.add(adopted(uid));
            }
            return moved;
        } catch (NoSuchFileException e) {
            return true; // Somebody has taken it away.
        }
    }

    /// A copy, and when that is on the disk the deletion: what lies between is one message still.
    private void carry(List<KnownArrival> arrivals, long first) throws IOException {
        copy(arrivals, first);
        folder.directory.force();
        for (KnownArrival arrival : arrivals) {
            if (folder.arrivals.knows(arrival)) {
                Files.deleteIfExists(root().resolve(arrival.name()));
            }
        }
    }

    private void copy(List<KnownArrival> arrivals, long first) throws IOException {
        Map<Long, KnownArrival> copies = new LinkedHashMap<>();
        for (KnownArrival arrival : arrivals) {
            long uid = first + copies.size();
            copies.put(uid, arrival);
            folder.side.line(ArrivalMemory.copying(uid, arrival));
        }
        folder.arrivals.begin(copies);
        if (!folder.side.flush(folder::sideText)) {
            copies.keySet().forEach(folder.arrivals::dropped);
            throw new IOException(folder.directory.file(SideFile.NAME) + ": not written");
        }
        folder.side.force();
        List<LiveMessage> added = new ArrayList<>();
        try {
            for (Map.Entry<Long, KnownArrival> copy : copies.entrySet()) {
                if (copied(copy.getKey(), copy.getValue())) {
                    added.add(adopted(copy.getKey()));
                }
            }
        } finally {
            folder.roll.added(added);
        }
    }

    private boolean copied(long uid, KnownArrival arrival) throws IOException {
        try {
            folder.directory.put(root().resolve(arrival.name()), name(uid));
            folder.arrivals.done(uid);
            folder.side.line(SideText.COPIED + " " + uid);
            return true;
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            // Somebody has taken it away; or has used the UID, which the next look will show.
            folder.arrivals.dropped(uid);
            folder.side.line(SideText.DROPPED + " " + uid);
            return false;
        }
    }

    private LiveMessage adopted(long uid) {
        LiveMessage message = folder.newMessage(uid, new MessageFlags(Flags.ARRIVED, Collections.emptySortedSet()));
        message.modSeq(folder.roll.nextModSeq());
        return message;
    }
}
