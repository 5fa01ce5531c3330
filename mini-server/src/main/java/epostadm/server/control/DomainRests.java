package epostadm.server.control;

import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.spool.QueueDomain;
import epostadm.mailstore.store.AccountWatch;
import epostadm.server.pause.DomainPauses;
import epostadm.server.queue.DeliveryAgent;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the rests of domains: at once, or, where a change was cut short in the store, when that has been brought to
/// its end or taken back. Half of the accounts may be others until then, and mail that came in meanwhile would be
/// mail that the change does not know of. A server does not start over such a store at all.
public final class DomainRests implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DomainRests.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final AccountWatch accounts;
    private final DeliveryAgent agent;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean told = new AtomicBoolean();

    public DomainRests(AccountWatch accounts, DeliveryAgent agent) {
        this.accounts = accounts;
        this.agent = agent;
    }

    /// The domain may be worked in again as soon as the store is whole.
    public void end(DomainName domain, DomainPauses.Pause rest) {
        if (!unfinished()) {
            letIn(domain, rest);
            return;
        }
        LOG.error(
                "{}: stays at rest, since a change of the store was cut short; type: epostadm changes list, and then"
                        + " resume or undo the change",
                domain);
        Thread.ofVirtual().name("rest " + domain).start(() -> endLater(domain, rest));
    }

    private void endLater(DomainName domain, DomainPauses.Pause rest) {
        try {
            do {
                if (closed.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } while (unfinished());
            letIn(domain, rest);
            LOG.info("{}: at work again", domain);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void letIn(DomainName domain, DomainPauses.Pause rest) {
        accounts.lookAgain();
        rest.close();
        agent.hurry(QueueDomain.of(domain.text()));
    }

    /// What cannot be told may be so.
    private boolean unfinished() {
        try {
            return accounts.store().changes().open().isPresent();
        } catch (IOException e) {
            if (!told.getAndSet(true)) {
                LOG.error("whether a change was cut short cannot be told: {}", e.toString());
            }
            return true;
        }
    }

    /// No domain is let in any more by this.
    @Override
    public void close() {
        closed.countDown();
    }
}
