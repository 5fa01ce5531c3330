package epostadm.mailstore.folder;

import epostadm.mailstore.store.StorageFullException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/// Brings messages into a folder: new ones, and those of the same or another folder.
///
/// Names are made under the lock; they are forced to disk after it is given back, and taken back where that fails.
final class Filing {

    private static final int TRIES = 4;

    private final FolderState target;

    Filing(FolderState target) {
        this.target = target;
    }

    List<LiveMessage> append(List<StagedMessage> staged) throws IOException {
        if (staged.isEmpty()) {
            return List.of();
        }
        List<LiveMessage> added = target.holding(() -> {
            target.look();
            List<LiveMessage> made = placed(staged.size(), (at, message) -> stage(staged.get(at), message), at -> {
                MessageFlags flags = staged.get(at).flags();
                return new Origin(flags, null);
            });
            target.roll.added(made);
            return made;
        });
        force(added);
        for (StagedMessage one : staged) {
            one.file().taken();
        }
        return added;
    }

    private void stage(StagedMessage staged, LiveMessage message) throws IOException {
        Path file = staged.file().path();
        Files.setLastModifiedTime(
                file,
                FileTime.from(staged.internalDate()
                        .orElseGet(() -> target.house.clock().instant())));
        target.directory.dress(file);
        target.directory.put(file, message.fileName());
    }

    /// Holding nothing.
    LiveFolder.Copied copy(FolderState source, List<LiveMessage> messages) throws IOException {
        List<LiveMessage> from = new ArrayList<>();
        List<LiveMessage> copies = FolderState.holding(List.of(source, target), () -> {
            source.look();
            target.look();
            List<LiveMessage> made = copies(source, messages, from);
            target.roll.added(made);
            return made;
        });
        force(copies);
        return Moving.copied(target, from, copies);
    }

    /// All or none of those that are there.
    private List<LiveMessage> copies(FolderState source, List<LiveMessage> messages, List<LiveMessage> from)
            throws IOException {
        for (int i = 1; ; i++) {
            from.clear();
            from.addAll(there(source, messages));
            try {
                return placed(
                        from.size(),
                        (at, copy) -> target.directory.put(
                                source.directory.file(from.get(at).fileName()), copy.fileName()),
                        at -> new Origin(from.get(at).flags(), from.get(at).emailId()));
            } catch (NoSuchFileException e) {
                if (i == TRIES) {
                    throw e;
                }
                source.directory.doubt();
                source.look();
            }
        }
    }

    /// Those that are in a folder still, in order.
    static List<LiveMessage> there(FolderState source, List<LiveMessage> messages) {
        return messages.stream()
                .filter(message -> !message.expunged() && message.of(source.era))
                .distinct()
                .sorted(FlagWork.BY_UID)
                .toList();
    }

    /// Where a new message comes from.
    ///
    /// @param emailId null for one of its own
    private record Origin(MessageFlags flags, String emailId) {}

    private interface Origins {
        Origin of(int at);
    }

    private interface Placing {
        void place(int at, LiveMessage message) throws IOException;
    }

    /// New messages whose files are made one after the other: all or none.
    private List<LiveMessage> placed(int count, Placing placing, Origins origins) throws IOException {
        for (int i = 1; ; i++) {
            List<LiveMessage> made = new ArrayList<>();
            try {
                long uid = count == 0 ? 0 : target.allocate(count);
                long modSeq = count == 0 ? 0 : target.roll.nextModSeq();
                for (int at = 0; at < count; at++) {
                    LiveMessage message = message(uid + at, origins.of(at), modSeq);
                    placing.place(at, message);
                    made.add(message);
                }
                return made;
            } catch (IOException | RuntimeException e) {
                takeBack(made, e);
                if (!(e instanceof FileAlreadyExistsException) || i == TRIES) {
                    throw full(e);
                }
                // Somebody else has given out the same UIDs.
                target.directory.doubt();
                target.look();
            }
        }
    }

    private static IOException full(Exception failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        IOException e = (IOException) failure;
        return StorageFullException.full(e) && !(e instanceof StorageFullException) ? new StorageFullException(e) : e;
    }

    private LiveMessage message(long uid, Origin origin, long modSeq) {
        LiveMessage message = target.newMessage(uid, origin.flags());
        message.modSeq(modSeq);
        if (origin.emailId() != null) {
            message.emailId(origin.emailId());
        }
        return message;
    }

    private void takeBack(List<LiveMessage> made, Exception failure) {
        for (LiveMessage message : made) {
            try {
                target.directory.delete(message.fileName());
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    private void force(List<LiveMessage> added) throws IOException {
        if (added.isEmpty()) {
            return;
        }
        try {
            target.directory.force();
        } catch (IOException | RuntimeException e) {
            target.holding(() -> new FlagWork(target)
                    .delete(
                            added.stream()
                                    .filter(message -> !message.expunged())
                                    .toList(),
                            new ArrayList<>()));
            throw e;
        }
    }

    /// Holding nothing. The new message is on the disk before the old one goes.
    long replace(StagedMessage staged, FolderState source, LiveMessage replaced) throws IOException {
        if (replaced.expunged()) {
            throw new NoSuchFileException(
                    source.directory.file(replaced.fileName()).toString());
        }
        List<LiveMessage> added = append(List.of(staged));
        try {
            source.holding(() -> {
                source.look();
                List<LiveMessage> missed = new ArrayList<>();
                FlagWork work = new FlagWork(source);
                work.delete(there(source, List.of(replaced)), missed);
                if (!missed.isEmpty()) {
                    source.directory.doubt();
                    source.look();
                    work.delete(there(source, missed), new ArrayList<>());
                }
                return null;
            });
        } catch (IOException | RuntimeException e) {
            if (!replaced.expunged()) {
                target.holding(() -> new FlagWork(target).delete(there(target, added), new ArrayList<>()));
            }
            throw e;
        }
        return added.getFirst().uid();
    }
}
