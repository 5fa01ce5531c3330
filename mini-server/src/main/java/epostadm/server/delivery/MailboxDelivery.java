package epostadm.server.delivery;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.spool.Spool;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.store.Arrivals;
import epostadm.mailstore.store.StorageFullException;
import epostadm.server.queue.Branches;
import epostadm.server.queue.Failure;
import epostadm.server.queue.LocalDelivery;
import epostadm.server.queue.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Delivers to the accounts of the store: into the mailbox, and as its `ims.ctl` wants it onwards, with an answer.
/// Every step finds what it did before a crash.
public final class MailboxDelivery implements LocalDelivery {

    private final Surroundings around;

    /// @param host this server's name
    public MailboxDelivery(
            Spool spool,
            AccountWatch accounts,
            Administrator administrator,
            String host,
            InstantSource clock,
            DeliveryEvents events) {
        this.around = new Surroundings(
                spool,
                accounts,
                Arrivals.of(spool, accounts.store()),
                administrator,
                new AutomaticReply(spool, host, clock),
                events,
                Surroundings.none());
        Path filter = accounts.store().work().resolve(MailboxFiles.FILTER);
        if (Files.exists(filter, LinkOption.NOFOLLOW_LINKS)) {
            around.leaveAlone(filter);
        }
    }

    @Override
    public Outcome deliver(QueuedMessage message, Recipient recipient, Account account, Branches branches)
            throws IOException {
        // The mailbox of one who has left since must not be made anew. Not for good: while an index is being
        // changed, nobody is known.
        Optional<AccountEntry> entry = around.accounts().find(account.entry().name(), account.domain());
        if (entry.isEmpty()) {
            return Outcome.deferred(Failure.REFUSED, 550, "5.1.1", "<" + recipient.address() + "> User unknown.");
        }
        if (entry.get().state() == AccountState.SUSPENDED_REFUSING_MAIL) {
            return Outcome.deferred(
                    Failure.REFUSED, 550, "5.2.1", "<" + recipient.address() + "> Account is suspended.");
        }
        try {
            new Delivery(around, message, recipient, account, branches).run();
            return Outcome.intoMailbox();
        } catch (StorageFullException e) {
            return Outcome.deferred(Failure.DEFERRED, 452, "4.3.1", "Insufficient system storage");
        }
    }

    @Override
    public List<String> postmasters(DomainName domain) {
        return around.administrator().standIns(domain);
    }
}
