package epostadm.server;

import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.store.Account;
import epostadm.server.delivery.DeliveryEvents;
import epostadm.server.delivery.Silence;
import epostadm.server.delivery.Stay;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What delivery into mailboxes tells.
final class DeliveryLog implements DeliveryEvents {

    private static final Logger LOG = LoggerFactory.getLogger("epostadm.delivery");

    @Override
    public void forwarded(QueuedMessage message, Account account, List<String> addresses) {
        LOG.debug("{} forwarded by {} to {}", message.id(), address(account), addresses);
    }

    @Override
    public void kept(QueuedMessage message, Account account, Stay reason) {
        LOG.info("{} kept by {} and not forwarded: {}", message.id(), address(account), reason);
    }

    @Override
    public void answered(QueuedMessage message, Account account) {
        LOG.debug("{} answered by {}", message.id(), address(account));
    }

    @Override
    public void unanswered(QueuedMessage message, Account account, Silence reason) {
        LOG.debug("{} not answered by {}: {}", message.id(), address(account), reason);
    }

    @Override
    public void leftAlone(Path file) {
        LOG.warn("{} has no effect here: its grammar is not public", file);
    }

    @Override
    public void trouble(QueuedMessage message, Account account, Exception trouble) {
        LOG.warn("{} delivered to {} without its control files", message.id(), address(account), trouble);
    }

    private static String address(Account account) {
        return account.entry().name() + "@" + account.domain();
    }
}
