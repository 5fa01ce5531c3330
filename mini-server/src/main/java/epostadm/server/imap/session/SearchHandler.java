package epostadm.server.imap.session;

import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.ImapRefusedException;

/// SEARCH, SORT and THREAD.
final class SearchHandler {

    SearchHandler(ImapService service, StoreWork store, ImapOutput out, Enabled enabled) {}

    Completion search(SelectedFolder selected, String tag, ImapCommand.Search search) throws ImapRefusedException {
        throw new UnsupportedOperationException();
    }

    Completion sort(SelectedFolder selected, String tag, ImapCommand.Sort sort) throws ImapRefusedException {
        throw new UnsupportedOperationException();
    }

    Completion thread(SelectedFolder selected, ImapCommand.Thread thread) throws ImapRefusedException {
        throw new UnsupportedOperationException();
    }

    Completion cancel(SelectedFolder selected, ImapCommand.CancelUpdate cancel) throws ImapRefusedException {
        throw new UnsupportedOperationException();
    }
}
