package epostadm.mailstore.folder;

import epostadm.mailstore.mail.Flags;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/// Changes flags, which is renaming files, and deletes what is flagged for it.
final class FlagWork {

    static final Comparator<LiveMessage> BY_UID = Comparator.comparingLong(LiveMessage::uid);

    private final FolderState folder;

    FlagWork(FolderState folder) {
        this.folder = folder;
    }

    /// Holding the folder's lock, as for all of these.
    LiveFolder.StoreOutcome store(
            List<LiveMessage> messages, FlagChange change, OptionalLong unchangedSince, FolderView by)
            throws IOException {
        folder.look();
        List<LiveMessage> done = new ArrayList<>();
        List<LiveMessage> modified = new ArrayList<>();
        List<LiveMessage> gone = new ArrayList<>();
        List<Changed> changed = new ArrayList<>();
        try {
            for (LiveMessage message : messages) {
                if (!present(message)) {
                    gone.add(message);
                } else if (unchangedSince.isPresent() && message.modSeq() > unchangedSince.getAsLong()) {
                    modified.add(message);
                } else if (set(message, change, changed)) {
                    done.add(message);
                } else {
                    gone.add(message);
                }
            }
        } finally {
            tell(changed, by);
        }
        keep(changed, by);
        return new LiveFolder.StoreOutcome(done, modified, gone);
    }

    private boolean present(LiveMessage message) {
        return !message.expunged() && message.of(folder.era);
    }

    /// A message whose flags are others now.
    private record Changed(LiveMessage message, MessageFlags before) {

        boolean inKeywords() {
            return !before.keywords().equals(message.flags().keywords());
        }
    }

    private void tell(List<Changed> changed, FolderView by) {
        List<LiveMessage> messages = changed.stream()
                .map(Changed::message)
                .filter(message -> !message.expunged())
                .sorted(BY_UID)
                .toList();
        if (!messages.isEmpty()) {
            long modSeq = folder.roll.nextModSeq();
            messages.forEach(message -> message.modSeq(modSeq));
            folder.roll.flagged(messages, by);
        }
    }

    /// Keywords are in the side file alone: where it cannot be written, all flags become what they were, and nobody
    /// is told otherwise.
    private void keep(List<Changed> changed, FolderView by) throws IOException {
        if (changed.stream().noneMatch(Changed::inKeywords) || folder.side.flush(folder::sideText)) {
            return;
        }
        IOException failure = folder.side.failure();
        try {
            for (Changed one : changed) {
                if (!one.message().expunged()) {
                    takeBack(one);
                }
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        } finally {
            tell(changed, by);
        }
        throw failure;
    }

    private void takeBack(Changed one) throws IOException {
        LiveMessage message = one.message();
        Flags system = MessageFlags.recent(one.before().system(), false);
        if (!system.equals(MessageFlags.recent(message.flags().system(), false))) {
            folder.directory.rename(message.fileName(), message.fileName(system));
        } else {
            system = message.flags().system();
        }
        message.flags(folder.flagSets.of(system, one.before().keywords()));
    }

    /// Whether the message is still there to have flags.
    private boolean set(LiveMessage message, FlagChange change, List<Changed> changed) throws IOException {
        try {
            once(message, change, changed);
        } catch (NoSuchFileException e) {
            // Somebody else has changed its flags at this very moment, or deleted it.
            folder.directory.doubt();
            folder.look();
            if (message.expunged()) {
                return false;
            }
            once(message, change, changed);
        }
        return true;
    }

    private void once(LiveMessage message, FlagChange change, List<Changed> changed) throws IOException {
        MessageFlags before = message.flags();
        MessageFlags after = change.applied(before);
        if (Reconciliation.sameFlags(before, after)) {
            return;
        }
        Flags system = after.system();
        if (!system.equals(before.system())) {
            system = MessageFlags.recent(system, false);
            folder.directory.rename(message.fileName(), message.fileName(system));
        }
        message.flags(folder.flagSets.of(system, after.keywords()));
        changed.add(new Changed(message, before));
    }

    List<LiveMessage> expunge(List<LiveMessage> messages) throws IOException {
        folder.look();
        List<LiveMessage> doomed = messages.stream()
                .filter(message -> present(message) && message.flags().system().deleted())
                .distinct()
                .sorted(BY_UID)
                .toList();
        List<LiveMessage> missed = new ArrayList<>();
        List<LiveMessage> deleted = new ArrayList<>(delete(doomed, missed));
        if (!missed.isEmpty()) {
            folder.directory.doubt();
            folder.look();
            missed.removeIf(
                    message -> !present(message) || !message.flags().system().deleted());
            deleted.addAll(delete(missed, new ArrayList<>()));
            deleted.sort(BY_UID);
        }
        return deleted;
    }

    /// Deletes files, whatever their flags, and says so; one that cannot be deleted keeps none of the others.
    ///
    /// @param missed those that are not there under their names
    List<LiveMessage> delete(List<LiveMessage> doomed, List<LiveMessage> missed) throws IOException {
        if (doomed.isEmpty()) {
            return List.of();
        }
        List<LiveMessage> deleted = new ArrayList<>();
        IOException failure = null;
        try (Doomed files = new Doomed(folder.directory)) {
            for (LiveMessage message : doomed) {
                try {
                    files.delete(message.fileName());
                    deleted.add(message);
                } catch (NoSuchFileException e) {
                    missed.add(message);
                } catch (IOException e) {
                    failure = failure == null ? e : failure;
                }
            }
        } finally {
            if (!deleted.isEmpty()) {
                folder.roll.removed(deleted, folder.roll.nextModSeq());
            }
        }
        if (failure != null) {
            throw failure;
        }
        return deleted;
    }
}
