package epostadm.server.imap.session;

import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.mailstore.folder.StagedFile;
import epostadm.mailstore.hierarchy.AccountFolders;
import epostadm.mailstore.hierarchy.FolderRefusedException;
import epostadm.mailstore.mail.FolderName;
import epostadm.server.imap.FetchItem;
import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.ImapUrl;
import epostadm.server.imap.NewMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Puts a message together of what the client sent and what lies in its folders: RFC 4469.
final class Catenation {

    private static final int BLOCK = 1 << 15;
    private static final FetchItem.Partial ALL = new FetchItem.Partial(0, Long.MAX_VALUE);

    private final ImapService service;
    private final StoreWork store;
    private final ConnectionSource source;
    private final FetchHandler fetches;

    Catenation(ImapService service, StoreWork store, ConnectionSource source, FetchHandler fetches) {
        this.service = service;
        this.store = store;
        this.source = source;
        this.fetches = fetches;
    }

    /// The message in one file: the very one where a single piece is all there is.
    StagedFile one(AccountFolders tree, Optional<SelectedFolder> selected, NewMessage message)
            throws IOException, ImapRefusedException {
        if (message.pieces().size() == 1
                && message.pieces().getFirst() instanceof NewMessage.Piece.Text(ConnectionSource.Kept kept)) {
            return kept.file();
        }
        StagedFile whole = source.stage();
        for (NewMessage.Piece piece : message.pieces()) {
            switch (piece) {
                case NewMessage.Piece.Text(ConnectionSource.Kept kept) ->
                    store.change(() -> {
                        if (kept.file().encoded()) {
                            throw new ImapRefusedException(ImapRefusal.BEGINS_AS_ENCODED);
                        }
                        kept.file().finish();
                        add(kept.open(), ALL, whole);
                    });
                case NewMessage.Piece.Text text -> throw new IllegalStateException("kept by somebody else: " + text);
                case NewMessage.Piece.Url(String url) -> add(tree, selected, url, whole);
            }
        }
        return whole;
    }

    private void add(AccountFolders tree, Optional<SelectedFolder> selected, String url, StagedFile whole)
            throws ImapRefusedException {
        ImapUrl place = ImapUrl.parse(url).orElseThrow(() -> new ImapRefusedException(ImapRefusal.badUrl(url)));
        FolderName name = place.mailbox()
                .or(() -> selected.map(SelectedFolder::name))
                .orElseThrow(() -> new ImapRefusedException(ImapRefusal.badUrl(url)));
        store.change(() -> {
            LiveFolder folder;
            try {
                folder = tree.open(name);
            } catch (FolderRefusedException e) {
                throw new ImapRefusedException(ImapRefusal.badUrl(url));
            }
            try {
                boolean valid =
                        place.uidValidity().isEmpty() || place.uidValidity().getAsLong() == folder.uidValidity();
                Optional<LiveMessage> message = folder.messages().stream()
                        .filter(each -> valid && each.uid() == place.uid())
                        .findFirst();
                if (message.isEmpty()) {
                    throw new ImapRefusedException(ImapRefusal.badUrl(url));
                }
                Optional<InputStream> octets = fetches.section(message.get(), place.section());
                if (octets.isEmpty()) {
                    throw new ImapRefusedException(ImapRefusal.badUrl(url));
                }
                add(octets.get(), place.partial().orElse(ALL), whole);
            } finally {
                tree.release(folder);
            }
        });
    }

    private void add(InputStream octets, FetchItem.Partial partial, StagedFile whole)
            throws IOException, ImapRefusedException {
        try (octets) {
            byte[] block = new byte[BLOCK];
            for (long left = partial.offset(); left > 0; ) {
                int read = octets.read(block, 0, (int) Math.min(left, BLOCK));
                if (read < 0) {
                    return; // What begins behind the end is empty.
                }
                left -= read;
            }
            for (long left = partial.length(); left > 0; ) {
                int read = octets.read(block, 0, (int) Math.min(left, BLOCK));
                if (read < 0) {
                    return;
                }
                if (whole.size() + read > service.limits().messageSize()) {
                    throw new ImapRefusedException(ImapRefusal.TOO_BIG);
                }
                whole.write(block, 0, read);
                left -= read;
            }
        }
    }
}
