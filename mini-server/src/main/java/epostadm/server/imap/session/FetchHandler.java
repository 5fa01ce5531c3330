package epostadm.server.imap.session;

import epostadm.mailstore.folder.LiveMessage;
import epostadm.server.imap.FetchItem;
import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.SequenceSet;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.Optional;

final class FetchHandler {

    FetchHandler(ImapService service, StoreWork store, ImapOutput out, Enabled enabled, FlagLines lines) {}

    Completion fetch(SelectedFolder selected, ImapCommand.Fetch fetch) throws IOException {
        throw new UnsupportedOperationException();
    }

    void vanished(SelectedFolder selected, long modSeq, Optional<SequenceSet> known) throws IOException {
        throw new UnsupportedOperationException();
    }

    void flags(SelectedFolder selected, BitSet indexes, boolean uid) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// The octets of a section, for CATENATE; nothing where the message has none such. On a thread that may touch
    /// the disk.
    Optional<InputStream> section(LiveMessage message, FetchItem.Section section) throws IOException {
        throw new UnsupportedOperationException();
    }
}
