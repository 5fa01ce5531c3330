package epostadm.mailstore.folder;

import epostadm.mailstore.disk.SideFiles;
import epostadm.mailstore.disk.StoredMessage;
import epostadm.mailstore.mail.UidValidity;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The side file of a folder that a command numbers anew while nobody works in it: what was known of each message
/// stands under its new UID. docs/store-format.md, "Side files".
public final class RenumberedSideFile {

    private final Recollection memory;
    private final NavigableMap<Long, Known> known = new TreeMap<>();

    private static final class Known {
        private String saved = SideText.NONE;
        private String email = SideText.NONE;
        private List<String> keywords = List.of();
    }

    private RenumberedSideFile(Recollection memory, List<StoredMessage> messages) {
        this.memory = memory;
        messages.forEach(message -> known.put(message.uid().value(), new Known()));
        memory.states().forEach(this::take);
        memory.arrivals().settle(known::containsKey);
    }

    private void take(Recollection.States states) {
        for (UidRange range : states.uids()) {
            known.subMap(range.first(), true, range.last(), true).values().forEach(one -> {
                one.saved = states.saved().equals(SideText.SAME) ? one.saved : states.saved();
                one.email = states.email().equals(SideText.SAME) ? one.email : states.email();
                one.keywords = states.keywords();
            });
        }
    }

    /// What the file will say; nothing where there is none that speaks of these messages.
    ///
    /// @param messages in the order in which they get the UIDs from 1 on
    public static Optional<String> of(
            Path directory, List<StoredMessage> messages, UidValidity before, UidValidity after) {
        Recollection memory = Recollection.read(directory.resolve(SideFiles.MESSAGES), _ -> {});
        boolean speaks = !memory.id().isEmpty() && memory.uidValidity() == before.value() && memory.renumbering() == 0;
        return speaks ? Optional.of(new RenumberedSideFile(memory, messages).text(messages, after)) : Optional.empty();
    }

    private String text(List<StoredMessage> messages, UidValidity after) {
        long modSeq = memory.highestModSeq() + 1;
        StringBuilder text = new StringBuilder(SideText.SIGNATURE);
        text.append(memory.id()).append(' ').append(after).append('\n');
        text.append(SideText.REMARK).append('\n');
        text.append(SideText.COMPLETE).append(' ').append(modSeq).append('\n');
        long recent = messages.stream()
                .filter(message -> message.uid().value() < memory.recentFrom())
                .count();
        text.append(SideText.RECENT).append(' ').append(recent + 1).append('\n');
        memory.arrivals().lines(line -> text.append(line).append('\n'));
        for (int i = 0; i < messages.size(); i++) {
            state(i + 1, modSeq, messages.get(i), text);
        }
        return text.toString();
    }

    private void state(int uid, long modSeq, StoredMessage message, StringBuilder text) {
        Known one = known.get(message.uid().value());
        String own = memory.id() + "-" + memory.uidValidity() + "-" + message.uid();
        text.append(uid)
                .append(' ')
                .append(modSeq)
                .append(' ')
                .append(message.flags().digits())
                .append(' ')
                .append(one.saved)
                .append(' ')
                .append(one.email.equals(SideText.NONE) ? own : one.email);
        one.keywords.forEach(word -> text.append(' ').append(word));
        text.append('\n');
    }
}
