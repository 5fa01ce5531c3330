package epostadm.server.watch;

import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.store.Account;
import epostadm.server.delivery.DeliveryEvents;
import epostadm.server.delivery.Silence;
import epostadm.server.delivery.Stay;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees what mailboxes do with their mail. The vendor has no file for it: it goes to the operations log.
final class DeliveryWatch implements DeliveryEvents {

    private static final Logger LOG = LoggerFactory.getLogger("epostadm.delivery");

    @Override
    public void forwarded(QueuedMessage message, Account account, List<String> addresses) {
        LOG.info("{}: {} forwards to {}", message.id(), name(account), addresses);
    }

    @Override
    public void kept(QueuedMessage message, Account account, Stay reason) {
        LOG.info("{}: {} does not forward it: {}", message.id(), name(account), reason);
    }

    @Override
    public void answered(QueuedMessage message, Account account) {
        LOG.info("{}: {} answers automatically", message.id(), name(account));
    }

    @Override
    public void unanswered(QueuedMessage message, Account account, Silence reason) {
        LOG.debug("{}: {} does not answer: {}", message.id(), name(account), reason);
    }

    @Override
    public void leftAlone(Path file) {
        LOG.warn("{}: has no effect here, its grammar is not public", file);
    }

    @Override
    public void trouble(QueuedMessage message, Account account, Exception trouble) {
        LOG.error("{}: {} has it, but not all was done", message.id(), name(account), trouble);
    }

    private static String name(Account account) {
        return account.entry().name().text() + "@" + account.domain().text();
    }
}
