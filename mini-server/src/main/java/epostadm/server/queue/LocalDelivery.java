package epostadm.server.queue;

import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.store.Account;
import java.io.IOException;

/// Brings a message to an account of this store: into its mailbox, and where its owner wants it to go.
///
/// It may be called twice with the same message and account, since a crash may come before the recipient is struck:
/// it then finds what it did the first time and adds nothing. Called by several threads, for one message by one.
public interface LocalDelivery {

    /// @param recipient as the envelope has it; aliases have led from there to the account
    /// @param branches takes the messages that come of this one
    /// @throws IOException the store failed: the message is tried again like one that is deferred
    Outcome deliver(QueuedMessage message, Recipient recipient, Account account, Branches branches) throws IOException;
}
