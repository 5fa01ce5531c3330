package epostadm.server.imap.session;

import epostadm.mailstore.content.MessageContents;
import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.mailstore.hierarchy.AccountFolders;
import epostadm.mailstore.mail.FolderName;
import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.NumberSet;
import epostadm.server.imap.ResponseCode;
import epostadm.server.imap.session.SessionState.Selected;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/// COPY, MOVE and EXPUNGE: RFC 9051 sections 6.4.3, 6.4.7 and 6.4.8, RFC 4315.
final class CopyHandler {

    private final StoreWork store;
    private final MessageContents contents;
    private final ImapOutput out;
    private final Enabled enabled;
    private final NotifyHandler notifying;

    CopyHandler(StoreWork store, MessageContents contents, ImapOutput out, Enabled enabled, NotifyHandler notifying) {
        this.store = store;
        this.contents = contents;
        this.out = out;
        this.enabled = enabled;
        this.notifying = notifying;
    }

    Completion copy(Selected from, ImapCommand.Copy copy) throws IOException, ImapRefusedException {
        SelectedFolder selected = from.selected();
        if (copy.move() && selected.readOnly()) {
            throw new ImapRefusedException(ImapRefusal.READ_ONLY);
        }
        BitSet indexes = MessageSelection.of(selected, copy.messages(), copy.uid());
        List<LiveMessage> messages = MessageSelection.messages(selected, indexes);
        FolderName name = copy.mailbox().folder().orElseThrow(() -> new ImapRefusedException(ImapRefusal.BAD_NAME));
        AccountFolders tree = from.folders();
        LiveFolder.Copied copied = store.writeInto(tree, name, target -> {
            LiveFolder.Copied done = copy.move()
                    ? selected.folder().move(messages, target)
                    : selected.folder().copy(messages, target);
            if (selected.folder() == target) {
                selected.own(done.to());
            }
            notifying.own(target, done.to());
            return done;
        });
        String command = copy.move() ? "MOVE" : "COPY";
        boolean gone = copied.from().size() < messages.size();
        if (copied.from().isEmpty()) {
            return gone
                    ? Completion.no(
                            ResponseCode.Plain.EXPUNGEISSUED, "the messages are gone", copy.move() || copy.uid())
                    : Completion.ok(command + " completed: nothing to do");
        }
        ResponseCode code =
                new ResponseCode.CopyUid(copied.uidValidity(), numbers(copied.from()), numbers(copied.to()));
        if (copy.move()) {
            // RFC 6851 section 4.3: before the EXPUNGEs.
            out.ok(code, "moved");
            return gone && !copy.uid()
                    ? Completion.no(ResponseCode.Plain.EXPUNGEISSUED, "some of the messages were gone", true)
                    : Completion.ok("MOVE completed");
        }
        if (gone && !copy.uid()) {
            out.ok(code, "copied");
            return Completion.no(ResponseCode.Plain.EXPUNGEISSUED, "some of the messages were gone", true);
        }
        return Completion.ok(code, "COPY completed", true);
    }

    Completion expunge(SelectedFolder selected, ImapCommand.Expunge expunge) throws ImapRefusedException {
        if (selected.readOnly()) {
            throw new ImapRefusedException(ImapRefusal.READ_ONLY);
        }
        List<LiveMessage> messages = expunge.uids().isPresent()
                ? MessageSelection.messages(
                        selected, MessageSelection.of(selected, expunge.uids().get(), true))
                : List.copyOf(selected.messages());
        expunge(selected, messages);
        return enabled.qresync()
                ? Completion.ok(new ResponseCode.HighestModSeq(selected.folder().highestModSeq()), "EXPUNGE completed")
                : Completion.ok("EXPUNGE completed");
    }

    /// RFC 9051 section 6.4.1: nothing is told.
    void expungeQuietly(SelectedFolder selected) throws ImapRefusedException {
        expunge(selected, List.copyOf(selected.messages()));
    }

    private void expunge(SelectedFolder selected, List<LiveMessage> messages) throws ImapRefusedException {
        store.change(() -> contents.forget(selected.folder().expunge(messages)));
    }

    private static NumberSet numbers(List<Long> uids) {
        return NumberSet.of(uids.stream().mapToLong(Long::longValue));
    }
}
