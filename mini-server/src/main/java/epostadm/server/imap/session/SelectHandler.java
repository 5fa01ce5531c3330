package epostadm.server.imap.session;

import epostadm.mailstore.folder.FolderView;
import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.mailstore.hierarchy.AccountFolders;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.Uid;
import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.ImapCommand.Qresync;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.ResponseCode;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/// SELECT and EXAMINE: RFC 9051 sections 6.3.2 and 6.3.3, RFC 7162 section 3.2.5.
final class SelectHandler {

    private final StoreWork store;
    private final ImapOutput out;
    private final Enabled enabled;
    private final FetchHandler fetches;
    private final FlagLines lines;

    SelectHandler(StoreWork store, ImapOutput out, Enabled enabled, FetchHandler fetches, FlagLines lines) {
        this.store = store;
        this.out = out;
        this.enabled = enabled;
        this.fetches = fetches;
        this.lines = lines;
    }

    SelectedFolder select(AccountFolders tree, ImapCommand.Select select) throws IOException, ImapRefusedException {
        FolderName name = FolderHandler.existing(select.mailbox());
        SelectedFolder selected = store.write(() -> {
            LiveFolder folder = tree.open(name);
            boolean opened = false;
            try {
                FolderView view = folder.view(select.readOnly());
                opened = true;
                return new SelectedFolder(name, view);
            } finally {
                if (!opened) {
                    tree.release(folder);
                }
            }
        });
        if (select.condstore()) {
            enabled.enableCondstore();
        }
        tell(selected);
        if (select.qresync().isPresent()) {
            resynchronize(selected, select.qresync().get());
        }
        return selected;
    }

    private void tell(SelectedFolder selected) throws IOException {
        LiveFolder folder = selected.folder();
        List<LiveMessage> messages = selected.messages();
        out.untagged(messages.size() + " EXISTS");
        if (!enabled.rev2()) {
            out.untagged(selected.view().recentCount() + " RECENT");
            if (!enabled.uidOnly()) {
                firstUnseen(messages);
            }
        }
        lines.known(selected);
        out.ok(new ResponseCode.UidValidity(folder.uidValidity()), "UIDs valid");
        out.ok(new ResponseCode.UidNext(Math.min(folder.uidNext(), Uid.LAST.value())), "next UID");
        out.ok(new ResponseCode.HighestModSeq(selected.view().highestModSeq()), "highest");
        out.ok(new ResponseCode.MailboxId(folder.id()), "id");
        if (enabled.rev2()) {
            out.untagged().say("LIST () \"/\" ").mailbox(selected.name()).endLine();
        }
    }

    /// RFC 3501 section 6.3.1.
    private void firstUnseen(List<LiveMessage> messages) throws IOException {
        for (int i = 0; i < messages.size(); i++) {
            if (!messages.get(i).flags().system().seen()) {
                out.ok(new ResponseCode.Unseen(i + 1), "first unseen");
                return;
            }
        }
    }

    /// What has happened since the client was here: RFC 7162 sections 3.2.5 and 3.2.6.
    private void resynchronize(SelectedFolder selected, Qresync client) throws IOException, ImapRefusedException {
        if (client.uidValidity() != selected.folder().uidValidity()) {
            return;
        }
        fetches.vanished(selected, client.modSeq(), client.known());
        BitSet changed = new BitSet();
        List<LiveMessage> messages = selected.messages();
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).modSeq() > client.modSeq()) {
                changed.set(i);
            }
        }
        if (client.known().isPresent()) {
            changed.and(MessageSelection.of(selected, client.known().get(), true));
        }
        fetches.flags(selected, changed, true);
    }
}
