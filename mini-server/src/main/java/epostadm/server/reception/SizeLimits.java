package epostadm.server.reception;

import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.Mailbox;
import epostadm.server.smtp.ReversePath;
import epostadm.server.smtp.session.Envelope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Whether mailboxes have room for a message. docs/store-format.md, "Mailbox root".
///
/// A mailbox without a limit is not looked at. One with a limit is measured by walking it, and the number believed
/// for some seconds, longer where the walk took long: however many messages come, a twentieth of the time is spent
/// on walks at most.
final class SizeLimits {

    private static final Duration LIFE = Duration.ofSeconds(5);
    private static final int SHARE = 20;
    private static final int MOST = 10_000;

    private final long standard;
    private final InstantSource clock;
    private final ConcurrentMap<Path, Measured> measured = new ConcurrentHashMap<>();

    private static final class Measured {
        private long bytes;
        private Instant from = Instant.MAX;
        private Instant until = Instant.MIN;

        private synchronized long bytes(Mailbox mailbox, InstantSource clock) throws IOException {
            Instant now = clock.instant();
            if (now.isBefore(from) || !now.isBefore(until)) {
                bytes = mailbox.use().bytes();
                Duration rest = Duration.between(now, clock.instant()).multipliedBy(SHARE);
                from = now;
                until = now.plus(rest.compareTo(LIFE) > 0 ? rest : LIFE);
            }
            return bytes;
        }
    }

    /// @param standard the limit of mailboxes without one of their own; 0 for none
    SizeLimits(long standard, InstantSource clock) {
        this.standard = standard;
        this.clock = clock;
    }

    /// Whether the message would not fit, as far as its size has been declared. What bounces always does.
    boolean full(Envelope soFar, Account account) throws IOException {
        if (account.mailbox().isEmpty() || soFar.from() instanceof ReversePath.Nobody) {
            return false;
        }
        Mailbox mailbox = account.mailbox().get();
        long limit = limit(account, mailbox);
        if (limit == 0) {
            return false;
        }
        if (measured.size() >= MOST) {
            measured.clear();
        }
        long use = measured.computeIfAbsent(mailbox.root(), _ -> new Measured()).bytes(mailbox, clock);
        long declared = soFar.parameters().size().orElse(0);
        return use >= limit || declared > limit - use;
    }

    private long limit(Account account, Mailbox mailbox) throws IOException {
        long own = mailbox.sizeLimit().orElse(account.entry().sizeLimit());
        return own > 0 ? own : standard;
    }
}
