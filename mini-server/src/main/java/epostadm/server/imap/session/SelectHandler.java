package epostadm.server.imap.session;

import epostadm.mailstore.folder.FolderView;
import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.mailstore.hierarchy.AccountFolders;
import epostadm.mailstore.mail.FolderName;
import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.ImapCommand.Qresync;
import epostadm.server.imap.ImapRefusedException;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;

/// SELECT and EXAMINE: RFC 9051 sections 6.3.2 and 6.3.3, RFC 7162 section 3.2.5.
final class SelectHandler {

    private final StoreWork store;
    private final ImapOutput out;
    private final Enabled enabled;
    private final FetchHandler fetches;

    SelectHandler(StoreWork store, ImapOutput out, Enabled enabled, FetchHandler fetches) {
        this.store = store;
        this.out = out;
        this.enabled = enabled;
        this.fetches = fetches;
    }

    SelectedFolder select(AccountFolders tree, ImapCommand.Select select) throws ImapRefusedException {
        FolderName name = FolderHandler.existing(select.mailbox());
        if (select.qresync().isPresent() && !enabled.qresync()) {
            throw ImapRefusedException.bad("ENABLE QRESYNC comes first");
        }
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
        tell(selected, select.mailbox().text());
        if (select.qresync().isPresent()) {
            resynchronize(selected, select.qresync().get());
        }
        return selected;
    }

    private void tell(SelectedFolder selected, String name) {
        LiveFolder folder = selected.folder();
        List<LiveMessage> messages = selected.messages();
        out.untagged(messages.size() + " EXISTS");
        if (!enabled.rev2()) {
            out.untagged(selected.view().recentCount() + " RECENT");
            firstUnseen(messages);
        }
        selected.tellFlags(out);
        out.untagged("OK [UIDVALIDITY " + folder.uidValidity() + "] UIDs valid");
        out.untagged("OK [UIDNEXT " + Math.min(folder.uidNext(), 0xFFFF_FFFFL) + "] next UID");
        out.untagged("OK [HIGHESTMODSEQ " + folder.highestModSeq() + "] highest");
        out.untagged("OK [MAILBOXID (" + folder.id() + ")] id");
        if (enabled.rev2()) {
            out.mailboxLine("LIST () \"/\" ", FolderHandler.canonical(selected.name()));
        }
    }

    /// RFC 3501 section 6.3.1.
    private void firstUnseen(List<LiveMessage> messages) {
        for (int i = 0; i < messages.size(); i++) {
            if (!messages.get(i).flags().system().seen()) {
                out.untagged("OK [UNSEEN " + (i + 1) + "] first unseen");
                return;
            }
        }
    }

    /// What has happened since the client was here: RFC 7162 sections 3.2.5 and 3.2.6.
    private void resynchronize(SelectedFolder selected, Qresync client) throws ImapRefusedException {
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
        fetches.flags(selected, changed, true, OptionalLong.of(client.modSeq()));
    }
}
