package epostadm.server.imap.session;

import epostadm.mailstore.folder.FlagChange;
import epostadm.mailstore.folder.LiveFolder.StoreOutcome;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.NumberSet;
import epostadm.server.imap.ResponseCode;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/// STORE: RFC 9051 section 6.4.6, RFC 7162 section 3.1.3.
final class StoreHandler {

    private final StoreWork store;
    private final Enabled enabled;
    private final FlagLines lines;

    StoreHandler(StoreWork store, Enabled enabled, FlagLines lines) {
        this.store = store;
        this.enabled = enabled;
        this.lines = lines;
    }

    Completion store(SelectedFolder selected, ImapCommand.Store command) throws IOException, ImapRefusedException {
        if (selected.readOnly()) {
            throw new ImapRefusedException(ImapRefusal.READ_ONLY);
        }
        if (command.unchangedSince().isPresent()) {
            enabled.enableCondstore();
        }
        FlagChange change = change(command);
        if (change.mode() != FlagChange.Mode.REMOVE) {
            KeywordLimits.admit(selected.folder(), change.flags());
        }
        BitSet indexes = MessageSelection.of(selected, command.messages(), command.uid());
        List<LiveMessage> messages = MessageSelection.messages(selected, indexes);
        StoreOutcome outcome =
                store.write(() -> selected.folder().store(messages, change, command.unchangedSince(), selected.view()));
        selected.watched().touched(outcome.done());
        lines.known(selected);
        tell(selected, command, outcome.done());
        if (!outcome.modified().isEmpty()) {
            return Completion.ok(
                    new ResponseCode.Modified(numbers(selected, outcome.modified(), command.uid())),
                    "conditional STORE left some alone",
                    command.uid());
        }
        if (!outcome.gone().isEmpty() && !command.uid()) {
            return Completion.no(ImapRefusal.EXPUNGED, false);
        }
        return Completion.ok("STORE completed", command.uid());
    }

    private static FlagChange change(ImapCommand.Store command) {
        FlagChange.Mode mode = switch (command.action()) {
            case REPLACE -> FlagChange.Mode.REPLACE;
            case ADD -> FlagChange.Mode.ADD;
            case REMOVE -> FlagChange.Mode.REMOVE;
        };
        return new FlagChange(mode, FlagNames.flags(command.flags()));
    }

    /// RFC 7162 section 3.1.3: .SILENT still tells the new mod-sequences to whom they are of use.
    private void tell(SelectedFolder selected, ImapCommand.Store command, List<LiveMessage> done) throws IOException {
        for (LiveMessage message : done) {
            int sequence = selected.view().sequence(message.uid()).orElseThrow();
            if (!command.silent()) {
                lines.tell(selected, sequence, message, command.uid());
            } else if (enabled.condstore()) {
                lines.modSeq(sequence, message, command.uid());
            }
        }
    }

    private static NumberSet numbers(SelectedFolder selected, List<LiveMessage> messages, boolean uids) {
        return NumberSet.of(messages.stream()
                .mapToLong(message -> uids
                        ? message.uid()
                        : selected.view().sequence(message.uid()).orElseThrow())
                .sorted());
    }
}
