package epostadm.server.imap.session;

import epostadm.mailstore.folder.LiveMessage;
import epostadm.mailstore.folder.StagedFile;
import epostadm.mailstore.folder.StagedMessage;
import epostadm.mailstore.hierarchy.AccountFolders;
import epostadm.mailstore.mail.FolderName;
import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.MailboxName;
import epostadm.server.imap.NewMessage;
import epostadm.server.imap.NumberSet;
import epostadm.server.imap.ResponseCode;
import epostadm.server.imap.session.SessionState.LoggedIn;
import epostadm.server.imap.session.SessionState.Selected;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// APPEND and REPLACE: RFC 9051 section 6.3.12, RFC 3502, 4469, 8508.
final class AppendHandler {

    private final StoreWork store;
    private final ImapOutput out;
    private final Quotas quotas;
    private final Catenation catenation;
    private final NotifyHandler notifying;

    AppendHandler(StoreWork store, ImapOutput out, Quotas quotas, Catenation catenation, NotifyHandler notifying) {
        this.store = store;
        this.out = out;
        this.quotas = quotas;
        this.catenation = catenation;
        this.notifying = notifying;
    }

    /// @param selected where a relative URL of RFC 4469 begins
    Completion append(LoggedIn who, Optional<SelectedFolder> selected, ImapCommand.Append append)
            throws IOException, ImapRefusedException {
        AccountFolders tree = who.folders();
        List<StagedMessage> messages = new ArrayList<>();
        for (NewMessage message : append.messages()) {
            messages.add(staged(tree, selected, message));
        }
        long octets = messages.stream().mapToLong(each -> each.file().size()).sum();
        ResponseCode code = store.writeInto(tree, name(append.mailbox()), folder -> {
            quotas.admit(who.account(), tree, octets);
            for (StagedMessage message : messages) {
                KeywordLimits.admit(folder, message.flags());
            }
            List<Long> uids = folder.append(messages);
            selected.filter(open -> open.folder() == folder).ifPresent(open -> open.own(uids));
            notifying.own(folder, uids);
            return new ResponseCode.AppendUid(folder.uidValidity(), numbers(uids));
        });
        return Completion.ok(code, "APPEND completed");
    }

    /// RFC 8508.
    Completion replace(Selected from, ImapCommand.Replace replace) throws IOException, ImapRefusedException {
        SelectedFolder selected = from.selected();
        if (selected.readOnly()) {
            throw new ImapRefusedException(ImapRefusal.READ_ONLY);
        }
        BitSet indexes = MessageSelection.of(selected, replace.message(), replace.uid());
        if (indexes.cardinality() != 1) {
            throw ImapRefusedException.no(ResponseCode.Plain.NONEXISTENT, "REPLACE needs one message that is there");
        }
        LiveMessage replaced = selected.messages().get(indexes.nextSetBit(0));
        StagedMessage message = staged(from.folders(), Optional.of(selected), replace.replacement());
        ResponseCode code = store.writeInto(from.folders(), name(replace.mailbox()), folder -> {
            quotas.admit(from.account(), from.folders(), message.file().size());
            KeywordLimits.admit(folder, message.flags());
            if (replaced.expunged()) {
                throw new ImapRefusedException(ImapRefusal.EXPUNGED);
            }
            long uid = folder.replace(message, selected.folder(), replaced);
            if (selected.folder() == folder) {
                selected.own(List.of(uid));
            }
            notifying.own(folder, List.of(uid));
            return new ResponseCode.AppendUid(folder.uidValidity(), NumberSet.of(uid));
        });
        // Section 4.3: before the EXPUNGE.
        out.ok(code, "replaced");
        return Completion.ok("REPLACE completed");
    }

    private StagedMessage staged(AccountFolders tree, Optional<SelectedFolder> selected, NewMessage message)
            throws IOException, ImapRefusedException {
        requireKept(message);
        StagedFile file = catenation.one(tree, selected, message);
        if (file.encoded()) {
            throw new ImapRefusedException(ImapRefusal.BEGINS_AS_ENCODED);
        }
        store.change(file::finish);
        if (file.size() == 0) {
            // RFC 3502 section 6.3.11 has it that an empty literal cancels.
            throw ImapRefusedException.no(ResponseCode.Plain.CANNOT, "an empty message is none");
        }
        return new StagedMessage(
                file, FlagNames.flags(message.flags()), message.date().map(OffsetDateTime::toInstant));
    }

    /// RFC 3516 section 4.2: the store has lines that end in CRLF and no others, so that octets with bare line
    /// feeds would not stay what they are.
    private static void requireKept(NewMessage message) throws ImapRefusedException {
        for (NewMessage.Piece piece : message.pieces()) {
            if (message.binary()
                    && piece instanceof NewMessage.Piece.Text(ConnectionSource.Kept kept)
                    && kept.size() != kept.file().size()) {
                throw new ImapRefusedException(ImapRefusal.UNKNOWN_ENCODING);
            }
        }
    }

    private static FolderName name(MailboxName mailbox) throws ImapRefusedException {
        return mailbox.folder().orElseThrow(() -> new ImapRefusedException(ImapRefusal.TRY_CREATE));
    }

    private static NumberSet numbers(List<Long> uids) {
        return NumberSet.of(uids.stream().mapToLong(Long::longValue));
    }
}
