package epostadm.server.watch;

import epostadm.mailstore.log.LogLine.Spoken.Direction;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.StorageFullException;
import epostadm.server.log.MailLogs;
import epostadm.server.metrics.Metrics;
import epostadm.server.queue.Answer;
import epostadm.server.queue.QueueEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees deliveries.
public final class QueueWatch implements QueueEvents {

    private static final Logger LOG = LoggerFactory.getLogger("epostadm.queue");
    private static final String INTO_MAILBOX = "250 2.1.5 Delivered";

    private final MailLogs logs;
    private final Metrics metrics;
    private final InstantSource clock;
    private final FullDisk fullDisk = new FullDisk();

    public QueueWatch(MailLogs logs, Metrics metrics, InstantSource clock) {
        this.logs = logs;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void deliveredInside(QueuedMessage message, Recipient recipient, Account account) {
        metrics.deliveredInside();
        delay(message);
        String mailbox = account.entry().name().text() + "@" + account.domain().text();
        logs.deliveredInside(id(message), mailbox, from(message), recipient.address(), INTO_MAILBOX);
    }

    @Override
    public void deliveredOutside(QueuedMessage message, Recipient recipient, Answer answer) {
        metrics.deliveredOutside();
        delay(message);
        logs.deliveredOutside(id(message), answer.host().orElse(""), from(message), recipient.address(), answer.line());
    }

    private void delay(QueuedMessage message) {
        message.envelope()
                .extras()
                .arrived()
                .ifPresent(arrived -> metrics.delay(Duration.between(arrived, clock.instant())));
    }

    @Override
    public void deferred(QueuedMessage message, Recipient recipient, Answer answer, Instant nextTry) {
        metrics.deferred();
        LOG.info(
                "{} to {} is tried again at {}: {}{}",
                id(message),
                recipient.address(),
                nextTry,
                answer.host().map(host -> host + " said ").orElse(""),
                answer.line());
    }

    @Override
    public void failed(QueuedMessage message, Recipient recipient, Answer answer) {
        metrics.failed();
        logs.givenUp(id(message), from(message), recipient.address(), answer.line());
    }

    @Override
    public void reported(QueuedMessage message, QueueId report) {
        metrics.bounced();
        LOG.info("{} is returned to {} as {}", id(message), from(message), report);
    }

    @Override
    public void buried(QueuedMessage message) {
        metrics.dead();
        LOG.warn("{} could be neither delivered nor returned: it lies in dead", id(message));
    }

    @Override
    public void said(QueueId id, String host, String line) {
        logs.sent(id.text(), host, Direction.FROM_US, line);
    }

    @Override
    public void heard(QueueId id, String host, String line) {
        logs.sent(id.text(), host, Direction.TO_US, line);
    }

    @Override
    public void damaged(QueueId id, String found) {
        LOG.warn("{} cannot be read and is left alone: {}", id, found);
    }

    @Override
    public void fault(QueueId id, Exception fault) {
        metrics.queueFault();
        if (!StorageFullException.full(fault)) {
            LOG.error("{} is tried again", id, fault);
            return;
        }
        OptionalLong others = fullDisk.failed(clock.instant());
        if (others.isPresent() && others.getAsLong() == 0) {
            LOG.error("{} is tried again: the disk is full; further such failures are only counted", id, fault);
        } else if (others.isPresent()) {
            LOG.error("the disk is full: {} more tries have failed", others.getAsLong());
        }
    }

    @Override
    public void troubled(Exception fault) {
        metrics.queueFault();
        LOG.error("the queue", fault);
    }

    private static String id(QueuedMessage message) {
        return message.id().text();
    }

    private static String from(QueuedMessage message) {
        return message.envelope().reversePath();
    }
}
