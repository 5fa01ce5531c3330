package epostadm.server.imap.session;

import epostadm.server.imap.ImapCommand;
import java.io.IOException;

final class SearchHandler {

    SearchHandler(ImapService service, StoreWork store, ImapOutput out, Enabled enabled) {}

    Completion search(SelectedFolder selected, String tag, ImapCommand.Search search) throws IOException {
        throw new UnsupportedOperationException();
    }

    Completion sort(SelectedFolder selected, String tag, ImapCommand.Sort sort) throws IOException {
        throw new UnsupportedOperationException();
    }

    Completion thread(SelectedFolder selected, ImapCommand.Thread thread) throws IOException {
        throw new UnsupportedOperationException();
    }

    Completion cancel(SelectedFolder selected, ImapCommand.CancelUpdate cancel) throws IOException {
        throw new UnsupportedOperationException();
    }
}
