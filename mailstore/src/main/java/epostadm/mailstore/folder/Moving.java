package epostadm.mailstore.folder;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/// Moves messages from one folder into another or the same, each by one rename: it is in one of the two at any
/// time. RFC 6851.
final class Moving {

    private static final int TRIES = 4;

    private final FolderState source;
    private final FolderState target;
    private final List<LiveMessage> from = new ArrayList<>();
    private final List<LiveMessage> to = new ArrayList<>();

    Moving(FolderState source, FolderState target) {
        this.source = source;
        this.target = target;
    }

    /// Holding nothing.
    LiveFolder.Copied move(List<LiveMessage> messages) throws IOException {
        FolderState.holding(List.of(source, target), () -> {
            source.look();
            target.look();
            for (int i = 1; i <= TRIES; i++) {
                List<LiveMessage> rest = Filing.there(source, messages);
                if (!rest.isEmpty() && i > 1) {
                    source.directory.doubt();
                    source.look();
                    rest = Filing.there(source, messages);
                }
                if (rest.isEmpty()) {
                    break;
                }
                attempt(rest, i);
            }
            return null;
        });
        if (!to.isEmpty()) {
            target.directory.force();
        }
        return copied(target, from, to);
    }

    private void attempt(List<LiveMessage> messages, int number) throws IOException {
        try {
            once(messages);
        } catch (FileAlreadyExistsException e) {
            if (number == TRIES) {
                throw e;
            }
            // Somebody else has given out the same UIDs.
            target.directory.doubt();
            target.look();
        }
    }

    /// Moves those of the messages that are there under their names.
    private void once(List<LiveMessage> messages) throws IOException {
        long uid = target.allocate(messages.size());
        List<LiveMessage> went = new ArrayList<>();
        List<LiveMessage> came = new ArrayList<>();
        try {
            for (LiveMessage message : messages) {
                LiveMessage now = target.newMessage(uid++, message.flags());
                now.emailId(message.emailId());
                try {
                    source.directory.hand(message.fileName(), target.directory, now.fileName());
                    went.add(message);
                    came.add(now);
                } catch (NoSuchFileException e) {
                    // Somebody else has renamed it; it is looked for when the others are there.
                }
            }
        } finally {
            tell(went, came);
        }
    }

    private void tell(List<LiveMessage> went, List<LiveMessage> came) {
        if (went.isEmpty()) {
            return;
        }
        source.roll.removed(went, source.roll.nextModSeq());
        long modSeq = target.roll.nextModSeq();
        came.forEach(message -> message.modSeq(modSeq));
        target.roll.added(came);
        from.addAll(went);
        to.addAll(came);
    }

    static LiveFolder.Copied copied(FolderState target, List<LiveMessage> from, List<LiveMessage> to) {
        long validity = target.reading(() -> target.era.uidValidity());
        return new LiveFolder.Copied(
                validity,
                from.stream().map(LiveMessage::uid).toList(),
                to.stream().map(LiveMessage::uid).toList());
    }
}
