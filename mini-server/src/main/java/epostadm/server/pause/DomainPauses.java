package epostadm.server.pause;

import epostadm.mailstore.mail.DomainName;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Which domains are at rest, and who is at work in those that are not.
///
/// Whoever works in a domain's mailboxes enters first and leaves after. A pause lets nobody in from the moment on
/// that it is wanted, and has begun when all have left.
public final class DomainPauses {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final Map<DomainName, Integer> pauses = new HashMap<>();
    private final Map<DomainName, Set<Visit>> visits = new HashMap<>();

    /// One who may be asked to leave.
    public interface Guest {

        /// For whoever leaves by itself before long.
        Guest BRIEF = () -> {};

        /// To leave when it can.
        void asked();

        /// To leave whatever it does.
        default void thrownOut() {}
    }

    /// Somebody's stay in a domain, from entering to closing.
    public final class Visit implements AutoCloseable {
        private final DomainName domain;
        private final Guest guest;

        private Visit(DomainName domain, Guest guest) {
            this.domain = domain;
            this.guest = guest;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                Set<Visit> inside = visits.get(domain);
                if (inside != null && inside.remove(this) && inside.isEmpty()) {
                    visits.remove(domain);
                    left.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /// A domain's rest, from when all have left to closing.
    public final class Pause implements AutoCloseable {
        private final DomainName domain;
        private boolean over;

        private Pause(DomainName domain) {
            this.domain = domain;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!over && pauses.merge(domain, -1, Integer::sum) == 0) {
                    pauses.remove(domain);
                }
                over = true;
            } finally {
                lock.unlock();
            }
        }
    }

    /// Nothing where the domain is at rest.
    public Optional<Visit> enter(DomainName domain, Guest guest) {
        lock.lock();
        try {
            if (pauses.containsKey(domain)) {
                return Optional.empty();
            }
            Visit visit = new Visit(domain, guest);
            visits.computeIfAbsent(domain, _ -> new HashSet<>()).add(visit);
            return Optional.of(visit);
        } finally {
            lock.unlock();
        }
    }

    public boolean paused(DomainName domain) {
        lock.lock();
        try {
            return pauses.containsKey(domain);
        } finally {
            lock.unlock();
        }
    }

    public Set<DomainName> paused() {
        lock.lock();
        try {
            return new TreeSet<>(pauses.keySet());
        } finally {
            lock.unlock();
        }
    }

    /// Lets nobody in any more, asks those inside to leave, after `patience` throws them out, and returns when all
    /// have left. Nothing where somebody is still inside after `longest`: the domain is at work again then.
    public Optional<Pause> pause(DomainName domain, Duration patience, Duration longest) throws InterruptedException {
        Pause pause = begin(domain);
        try {
            inside(domain).forEach(visit -> visit.guest.asked());
            if (!awaitEmpty(domain, patience)) {
                inside(domain).forEach(visit -> visit.guest.thrownOut());
                if (!awaitEmpty(domain, longest.minus(patience))) {
                    pause.close();
                    return Optional.empty();
                }
            }
            return Optional.of(pause);
        } catch (InterruptedException | RuntimeException e) {
            pause.close();
            throw e;
        }
    }

    private Pause begin(DomainName domain) {
        lock.lock();
        try {
            pauses.merge(domain, 1, Integer::sum);
            return new Pause(domain);
        } finally {
            lock.unlock();
        }
    }

    private Set<Visit> inside(DomainName domain) {
        lock.lock();
        try {
            return Set.copyOf(visits.getOrDefault(domain, Set.of()));
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitEmpty(DomainName domain, Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long nanos = longest.toNanos();
            while (visits.containsKey(domain) && nanos > 0) {
                nanos = left.awaitNanos(nanos);
            }
            return !visits.containsKey(domain);
        } finally {
            lock.unlock();
        }
    }
}
