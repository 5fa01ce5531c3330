package epostadm.server.imap.session;

import epostadm.mailstore.folder.FolderChange;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.server.imap.FetchItem;
import epostadm.server.imap.NumberSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Tells what others have done in the selected folder: RFC 9051 section 7, "unilateral server data".
final class ChangeTeller {

    private final ImapOutput out;
    private final Enabled enabled;
    private final FlagLines lines;
    private final WatchTeller watch;

    ChangeTeller(ImapOutput out, Enabled enabled, FlagLines lines, WatchTeller watch) {
        this.out = out;
        this.enabled = enabled;
        this.lines = lines;
        this.watch = watch;
    }

    /// @param expunges whether the client may hear of departures now
    /// @param wish of what it wants to hear
    void tell(SelectedFolder selected, boolean expunges, SelectedWish wish) throws IOException {
        if (!selected.view().pending() && !selected.watched().pending()) {
            return;
        }
        List<LiveMessage> before = selected.messages();
        long last = before.isEmpty() ? 0 : before.getLast().uid();
        List<Long> departed = new ArrayList<>();
        List<FolderChange> changes = selected.view().changes(expunges);
        List<WatchTeller.News> news = watch.look(selected, last, changes);
        watch.removals(news, before);
        boolean vanished = enabled.qresync() || enabled.uidOnly();
        for (FolderChange change : changes) {
            if (vanished && !(change instanceof FolderChange.Expunged)) {
                vanished(departed);
            }
            switch (change) {
                case FolderChange.Expunged(int sequence, var message) -> {
                    if (vanished) {
                        departed.add(message.uid());
                    } else {
                        out.untagged(sequence + " EXPUNGE");
                    }
                }
                case FolderChange.Exists(int count) -> out.untagged(count + " EXISTS");
                case FolderChange.Recent(int count) -> {
                    if (!enabled.rev2()) {
                        out.untagged(count + " RECENT");
                    }
                }
                case FolderChange.Flagged(int sequence, var message) -> {
                    if (wish.flags()) {
                        lines.known(selected);
                        lines.tell(selected, sequence, message, wish.uids());
                    }
                }
            }
        }
        vanished(departed);
        if (wish.items().contains(FetchItem.Plain.FLAGS)) {
            lines.known(selected);
        }
        watch.additions(news, selected, come(selected, last), wish.items());
    }

    /// UIDs of messages that are new and not from this client: RFC 5465 section 5.2.
    private static List<Long> come(SelectedFolder selected, long last) {
        Set<Long> own = selected.takeOwn();
        List<LiveMessage> messages = selected.messages();
        return messages.subList(selected.view().indexOf(last + 1), messages.size()).stream()
                .map(LiveMessage::uid)
                .filter(uid -> !own.contains(uid))
                .toList();
    }

    private void vanished(List<Long> departed) throws IOException {
        if (!departed.isEmpty()) {
            lines.vanished(
                    NumberSet.of(departed.stream().mapToLong(Long::longValue).sorted()), false);
            departed.clear();
        }
    }
}
