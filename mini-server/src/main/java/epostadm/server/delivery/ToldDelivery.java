package epostadm.server.delivery;

import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.store.Account;
import epostadm.server.queue.Branches;
import epostadm.server.queue.LocalDelivery;
import epostadm.server.queue.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// Tells whoever looks into mailboxes that mail has come into one.
///
/// @param arrived is called by many threads, and not waited for long
public record ToldDelivery(LocalDelivery delivery, Consumer<Account> arrived) implements LocalDelivery {

    @Override
    public Outcome deliver(QueuedMessage message, Recipient recipient, Account account, Branches branches)
            throws IOException {
        Outcome outcome = delivery.deliver(message, recipient, account, branches);
        arrived.accept(account);
        return outcome;
    }

    @Override
    public List<String> postmasters(DomainName domain) {
        return delivery.postmasters(domain);
    }
}
