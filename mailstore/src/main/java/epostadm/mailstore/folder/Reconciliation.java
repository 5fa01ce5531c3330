package epostadm.mailstore.folder;

import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.StoredMessage;
import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.mail.Uid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Brings what is known of a folder into agreement with what lies in its directory: messages that have come, gone
/// or changed their flags by other hands.
final class Reconciliation {

    private final FolderState folder;
    private final FolderListing listing;
    private final List<LiveMessage> missing = new ArrayList<>();
    private final List<LiveMessage> renamed = new ArrayList<>();
    private final List<StoredMessage> newNames = new ArrayList<>();
    private final List<StoredMessage> fresh = new ArrayList<>();
    private final List<StoredMessage> late = new ArrayList<>();

    Reconciliation(FolderState folder, FolderListing listing) {
        this.folder = folder;
        this.listing = listing;
        compare();
    }

    private void compare() {
        List<LiveMessage> present = folder.roll.present();
        int at = 0;
        for (StoredMessage stored : singles(folder, listing, present)) {
            long uid = stored.uid().value();
            while (at < present.size() && present.get(at).uid() < uid) {
                missing.add(present.get(at++));
            }
            if (at < present.size() && present.get(at).uid() == uid) {
                if (!present.get(at).fileName().equals(stored.fileName())) {
                    renamed.add(present.get(at));
                    newNames.add(stored);
                }
                at++;
            } else {
                (uid > folder.roll.highestUid() ? fresh : late).add(stored);
            }
        }
        missing.addAll(present.subList(at, present.size()));
    }

    /// One file for each UID: of several that which has been shown, else the first.
    static List<StoredMessage> singles(FolderState folder, FolderListing listing, List<LiveMessage> shown) {
        List<StoredMessage> all = listing.messages();
        if (listing.duplicateUids() == 0) {
            return all;
        }
        List<StoredMessage> singles = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            StoredMessage stored = all.get(i);
            if (i == 0 || !listing.sharesUid(i)) {
                singles.add(stored);
                continue;
            }
            long uid = stored.uid().value();
            folder.duplicates(uid);
            int at = UidRanges.indexOf(shown, uid);
            boolean wasShown = at < shown.size()
                    && shown.get(at).uid() == uid
                    && shown.get(at).fileName().equals(stored.fileName());
            if (wasShown) {
                singles.set(singles.size() - 1, stored);
            }
        }
        return singles;
    }

    /// Whether messages that were known are not there.
    boolean misses() {
        return !missing.isEmpty();
    }

    void apply(UidFile.Content content) throws IOException {
        long highest = listing.highestUid().map(Uid::value).orElse(0L);
        folder.uids.settle(content, Math.max(highest, folder.roll.highestUid()));
        if (missing.isEmpty() && renamed.isEmpty() && fresh.isEmpty() && late.isEmpty()) {
            return;
        }
        long modSeq = folder.roll.nextModSeq();
        folder.roll.removed(missing, modSeq);
        rename(modSeq);
        List<LiveMessage> added = new ArrayList<>();
        for (StoredMessage stored : fresh) {
            added.add(added(stored, stored.uid().value(), stored.fileName(), modSeq));
        }
        added.addAll(renumberLate(modSeq));
        folder.roll.added(added);
    }

    private void rename(long modSeq) {
        List<LiveMessage> flagged = new ArrayList<>();
        for (int i = 0; i < renamed.size(); i++) {
            LiveMessage message = renamed.get(i);
            StoredMessage stored = newNames.get(i);
            MessageFlags before = message.flags();
            MessageFlags after = folder.flagSets.of(stored.flags(), before.keywords());
            boolean differs = !sameFlags(before, after);
            message.renamed(after, stored.fileName(), differs ? modSeq : message.modSeq());
            if (differs) {
                flagged.add(message);
            }
        }
        folder.roll.flagged(flagged, null);
    }

    /// Whether two are the same to a client: nobody sets or clears the Recent digit.
    static boolean sameFlags(MessageFlags one, MessageFlags other) {
        return MessageFlags.recent(one.system(), false).equals(MessageFlags.recent(other.system(), false))
                && one.keywords().equals(other.keywords());
    }

    private LiveMessage added(StoredMessage stored, long uid, String name, long modSeq) {
        LiveMessage message = LiveMessage.named(folder.era, uid, folder.flagSets.of(stored.flags(), List.of()), name);
        message.modSeq(modSeq);
        message.savedAt(folder.now());
        return message;
    }

    /// Files with UIDs that were used before, be it for the same message: clients do not look for those, and UIDs
    /// only ascend. They get new ones.
    private List<LiveMessage> renumberLate(long modSeq) throws IOException {
        List<LiveMessage> added = new ArrayList<>();
        if (late.isEmpty() || folder.uids.exhausted(late.size())) {
            return added;
        }
        long uid = folder.uids.take(late.size());
        for (StoredMessage stored : late) {
            String name = new MessageFileName.Numbered(Uid.of(uid), stored.flags()).text();
            folder.directory.take(folder.directory.file(stored.fileName()), name);
            added.add(added(stored, uid, name, modSeq));
            uid++;
        }
        folder.trouble(folder.directory.path() + ": " + late.size()
                + " messages came with UIDs that had been used, and got new ones");
        return added;
    }
}
