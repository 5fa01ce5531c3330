package epostadm.mailstore.repair;

import epostadm.mailstore.disk.MeasuredFolder;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.disk.StoredMessage;
import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.journal.PlannedStep;
import epostadm.mailstore.mail.Flags;
import epostadm.mailstore.mail.Uid;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plans the cures of one IMAP folder. docs/store-format.md, "IMAP folder".
///
/// `uid` is never lowered; whoever gets a new UID gets one that no message had.
final class FolderTreatment {

    private static final int STATUS_DIGITS = 6;

    private final MeasuredFolder folder;
    private final MessageNames names;
    private final Optional<UidFile.Content> uid;
    private long next;
    private boolean given;
    private boolean written;

    private FolderTreatment(MeasuredFolder folder, StorePaths paths, Optional<UidFile.Content> uid) {
        this.folder = folder;
        this.names = new MessageNames(folder, paths, false);
        this.uid = uid;
        this.next = UidFile.next(
                uid.orElse(new UidFile.Content.Missing()), folder.listing().highestUid());
    }

    static FolderTreatment of(MeasuredFolder folder, StorePaths paths) throws IOException {
        return new FolderTreatment(folder, paths, uid(folder.listing().directory()));
    }

    /// What `uid` says; nothing where it cannot be read.
    private static Optional<UidFile.Content> uid(Path directory) throws IOException {
        try {
            return Optional.of(UidFile.read(directory));
        } catch (FileSystemException | RefusedException _) {
            return Optional.empty();
        }
    }

    MessageNames names() {
        return names;
    }

    /// A message whose name says which one it is, or was: it keeps its UID where that has been given and no other
    /// message has it, goes where another one has its bytes, and else gets a new UID.
    private void settle(String name, Uid meant, Flags flags, Treatment treatment) throws IOException {
        String from = meant.padded() + "-";
        String to = meant.padded() + ".";
        if (meant.value() < next && names.messages().subMap(from, to).isEmpty()) {
            keep(name, new MessageFileName.Numbered(meant, flags), treatment);
        } else if (names.holds(names.path(name), from, to)) {
            names.remove(name, treatment);
        } else {
            renumber(name, flags, treatment);
        }
    }

    private void keep(String name, MessageFileName.Numbered numbered, Treatment treatment) {
        if (!numbered.text().equals(name) && names.isTaken(numbered.text())) {
            treatment.leave(Cure.Why.NAME_TAKEN);
        } else {
            names.rename(name, numbered.text(), treatment);
        }
    }

    private void renumber(String name, Flags flags, Treatment treatment) {
        if (uid.isEmpty()) {
            treatment.leave(Cure.Why.OUT_OF_REACH);
            return;
        }
        while (next <= Uid.LAST.value()) {
            String fresh = new MessageFileName.Numbered(Uid.of(next), flags).text();
            next++;
            given = true;
            if (!names.isTaken(fresh)) {
                names.rename(name, fresh, treatment);
                return;
            }
        }
        treatment.leave(Cure.Why.NO_UID_LEFT);
    }

    void settleLeftOvers(Treatment treatment) throws IOException {
        for (String name : folder.listing().leftOvers().stream().sorted().toList()) {
            if (!Contents.attributes(names.path(name)).isRegularFile()) {
                treatment.leave(Cure.Why.OUT_OF_REACH);
            } else if (MessageNames.ofAppend(name) || MessageNames.empty(names.path(name))) {
                names.remove(name, treatment);
            } else {
                name(name, MessageNames.meant(name), treatment);
            }
        }
    }

    void nameMessages(Treatment treatment) throws IOException {
        if (folder.listing().directories().stream().anyMatch(MessageFileName::endsAsMessage)) {
            treatment.leave(Cure.Why.NEEDS_DECISION);
        }
        List<String> oldestFirst = new ArrayList<>();
        Map<String, FileTime> times = new HashMap<>();
        for (String name : folder.listing().unreadable()) {
            BasicFileAttributes attributes = Contents.attributes(names.path(name));
            if (!attributes.isRegularFile()) {
                treatment.leave(Cure.Why.OUT_OF_REACH);
            } else if (attributes.size() == 0) {
                names.remove(name, treatment);
            } else {
                oldestFirst.add(name);
                times.put(name, attributes.lastModifiedTime());
            }
        }
        oldestFirst.sort(Comparator.<String, FileTime>comparing(times::get).thenComparing(Comparator.naturalOrder()));
        for (String name : oldestFirst) {
            name(name, name, treatment);
        }
    }

    private void name(String name, String meant, Treatment treatment) throws IOException {
        Optional<MessageFileName.Numbered> numbered = numbered(meant);
        if (numbered.isPresent()) {
            settle(name, numbered.get().uid(), numbered.get().flags(), treatment);
        } else {
            renumber(name, Flags.ARRIVED, treatment);
        }
    }

    /// Read as the vendor's server reads it, for which any six characters are status digits: those that mean
    /// nothing count as 0.
    private static Optional<MessageFileName.Numbered> numbered(String name) {
        int length = Uid.LAST.padded().length() + 1 + STATUS_DIGITS + MessageFileName.ENDING.length();
        if (name.length() != length || name.charAt(10) != '-' || !MessageFileName.endsAsMessage(name)) {
            return Optional.empty();
        }
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < STATUS_DIGITS; i++) {
            char digit = name.charAt(11 + i);
            boolean known = digit == '1' || i == 1 && (digit == '2' || digit == '3');
            digits.append(known ? digit : '0');
        }
        Flags flags = Flags.parse(digits).orElseThrow();
        return Uid.parse(name.substring(0, 10)).map(uid -> new MessageFileName.Numbered(uid, flags));
    }

    /// Of those with one UID the oldest keeps it, before those that are marked as deleted.
    void separateUids(Treatment treatment) throws IOException {
        List<StoredMessage> messages = folder.listing().messages();
        for (int i = 1; i < messages.size(); i++) {
            if (folder.listing().sharesUid(i)) {
                int first = i - 1;
                while (i < messages.size() && folder.listing().sharesUid(i)) {
                    i++;
                }
                separate(messages.subList(first, i), treatment);
            }
        }
    }

    private void separate(List<StoredMessage> sharing, Treatment treatment) throws IOException {
        List<StoredMessage> present = new ArrayList<>();
        Map<StoredMessage, FileTime> times = new HashMap<>();
        for (StoredMessage message : sharing) {
            if (names.messages().containsKey(message.fileName())) {
                present.add(message);
                times.put(
                        message,
                        Contents.attributes(names.path(message.fileName())).lastModifiedTime());
            }
        }
        present.sort(
                Comparator.comparing((StoredMessage message) -> message.flags().deleted())
                        .thenComparing(times::get)
                        .thenComparing(StoredMessage::fileName));
        List<Path> kept = new ArrayList<>();
        for (StoredMessage message : present) {
            Path file = names.path(message.fileName());
            if (kept.isEmpty()) {
                kept.add(file);
            } else if (sameAsOne(kept, file)) {
                names.remove(message.fileName(), treatment);
            } else {
                renumber(message.fileName(), message.flags(), treatment);
                kept.add(file);
            }
        }
    }

    private static boolean sameAsOne(List<Path> kept, Path file) throws IOException {
        for (Path other : kept) {
            if (Contents.same(other, file)) {
                return true;
            }
        }
        return false;
    }

    /// Writes `uid` where UIDs were given since.
    void finish(Treatment treatment) {
        if (given) {
            writeUid(treatment);
        }
    }

    /// Writes `uid` where it does not say what it must.
    void writeUid(Treatment treatment) {
        boolean says = uid.isPresent() && uid.get() instanceof UidFile.Content.Next(long found) && found == next;
        if (written || says || uid.isEmpty()) {
            return;
        }
        written = true;
        byte[] text = Long.toString(next).getBytes(StandardCharsets.US_ASCII);
        treatment.steps.add(new PlannedStep.PutFile(names.relative(UidFile.NAME), out -> out.write(text)));
    }
}
