package epostadm.server.pop3.session;

import epostadm.mailstore.store.Maildrop;
import epostadm.mailstore.store.MaildropMessage;
import epostadm.server.pop3.Pop3Refusal;
import epostadm.server.pop3.Pop3RefusedException;
import epostadm.server.pop3.Pop3Reply;
import epostadm.server.pop3.session.SessionState.Transaction;
import java.io.IOException;
import java.util.List;

/// The end of a transaction: deletes what was marked, or nothing, and lets go of the maildrop. RFC 1939 section 6.
final class UpdateHandler {

    private static final int TROUBLES_TOLD = 10;

    private final StoreWork store;

    UpdateHandler(StoreWork store) {
        this.store = store;
    }

    /// QUIT. The maildrop is free when this returns, so that a client that comes again at once is let in.
    Pop3Reply update(Transaction transaction) {
        Pop3Reply reply = delete(transaction);
        release(transaction);
        return reply;
    }

    /// Lets go of the maildrop as it is.
    void release(Transaction transaction) {
        try (LockKeeper _ = transaction.keeper()) {
            store.files().write(() -> transaction.maildrop().close());
        } catch (IOException e) {
            store.failed(e);
        }
    }

    private Pop3Reply delete(Transaction transaction) {
        List<MaildropMessage> doomed = transaction.deleted().stream()
                .mapToObj(transaction.messages()::get)
                .toList();
        if (doomed.isEmpty()) {
            return new Pop3Reply.Ok("bye");
        }
        try {
            Maildrop.Deletion deletion =
                    store.write(() -> transaction.maildrop().delete(doomed));
            deletion.troubles().stream().limit(TROUBLES_TOLD).forEach(store::failed);
            if (!deletion.owned()) {
                return Pop3Refusal.LOCK_LOST.reply();
            }
            return deletion.troubles().isEmpty() ? new Pop3Reply.Ok("bye") : Pop3Refusal.NOT_ALL_DELETED.reply();
        } catch (Pop3RefusedException _) {
            return Pop3Refusal.NOT_ALL_DELETED.reply();
        }
    }
}
