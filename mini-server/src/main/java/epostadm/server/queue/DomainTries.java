package epostadm.server.queue;

import epostadm.mailstore.spool.DomainMri;
import epostadm.mailstore.spool.QueueDomain;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Spool;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which domains cannot be reached, and until when no message of theirs is tried: what `Domain.mri` says, kept in
/// memory as well.
///
/// Only a domain that does not answer at all keeps back its other mail; a refusal speaks of one message.
final class DomainTries {

    /// The Err-code of a domain that did not answer.
    private static final String SILENT = "0";

    private final Spool spool;
    private final RetrySchedule schedule;
    private final InstantSource clock;
    private final Map<QueueDomain, Tried> tried = new ConcurrentHashMap<>();

    private record Tried(int tries, Instant last, boolean silent) {}

    DomainTries(Spool spool, RetrySchedule schedule, InstantSource clock) {
        this.spool = spool;
        this.schedule = schedule;
        this.clock = clock;
    }

    /// Reads what is known of a domain from before a restart.
    void remember(QueueDomain domain) throws IOException {
        Instant now = clock.instant();
        Optional<DomainMri> file = spool.lastTry(domain);
        file.ifPresent(mri -> tried.put(
                domain,
                new Tried(mri.tryNumber(), mri.triedAt(now), mri.errCode().equals(SILENT))));
    }

    /// Takes what the files say, which somebody else has changed, for what is known.
    void reread() throws IOException {
        tried.keySet().retainAll(java.util.Set.copyOf(spool.domains()));
        for (QueueDomain domain : spool.domains()) {
            if (spool.lastTry(domain).isEmpty()) {
                tried.remove(domain);
            } else {
                remember(domain);
            }
        }
    }

    /// When the domain was tried last, as far as it failed, and not at a time that is still to come.
    Optional<Instant> lastTried(QueueDomain domain) {
        return Optional.ofNullable(tried.get(domain)).map(Tried::last).filter(last -> !last.isAfter(clock.instant()));
    }

    /// Until when the domain is left alone, if it is.
    Optional<Instant> silentUntil(QueueDomain domain) {
        return Optional.ofNullable(tried.get(domain))
                .filter(Tried::silent)
                .filter(last -> !last.last().isAfter(clock.instant())) // The clock was put back.
                .map(last -> schedule.next(last.last(), last.tries()))
                .filter(clock.instant()::isBefore);
    }

    /// A try has failed: true where the domain answers again, after it had not.
    boolean failed(QueueDomain domain, boolean silent, Answer answer) throws IOException {
        Instant now = clock.instant();
        Tried before = tried.get(domain);
        // Several connections that fail at the same time are one try.
        Tried next = tried.compute(
                domain,
                (_, last) -> last != null
                                && last.silent()
                                && silent
                                && !last.last().isAfter(now)
                                && schedule.next(last.last(), last.tries()).isAfter(now)
                        ? last
                        : new Tried(last == null ? 1 : last.tries() + 1, now, silent));
        DomainMri mri = DomainMri.of(domain, next.last(), next.tries(), silent ? SILENT : "" + answer.code());
        Optional<DomainMri> file = spool.lastTry(domain);
        spool.record(
                file.isEmpty()
                        ? mri
                        : new DomainMri(
                                domain,
                                mri.lastTried(),
                                mri.tryNumber(),
                                mri.errCode(),
                                file.get().unknown()));
        return before != null && before.silent() && !silent;
    }

    /// The domain answers and takes mail: true where it had not.
    boolean answered(QueueDomain domain) throws IOException {
        Tried last = tried.remove(domain);
        if (last != null) {
            spool.forget(domain);
        }
        return last != null && last.silent();
    }

    /// Takes away the directory of a domain that nothing is known of, if nothing waits there.
    void clear(QueuedMessage.Place place) throws IOException {
        if (place instanceof QueuedMessage.Place.Waiting(QueueDomain domain) && !tried.containsKey(domain)) {
            spool.forget(domain);
        }
    }
}
