package epostadm.server.queue;

import epostadm.mailstore.spool.QueueDomain;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Spool;
import epostadm.mailstore.spool.SpoolEntry;
import epostadm.mailstore.store.AccountWatch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers what is in the queue: what arrives at once, what failed when its time comes, several messages at a time
/// on threads that may wait for the disk.
///
/// What is where and who still waits for it stands on the disk alone: an agent that is killed goes on at the next
/// start where the disk says, and [Restart] tells what it had half done. docs/store-format.md, "Queue".
public final class DeliveryAgent implements NewMail {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryAgent.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration AFTER_FAULT = Duration.ofMinutes(1);

    /// How often the queue's directory is looked at for what others put there.
    private static final Duration PASS = Duration.ofMinutes(2);

    /// A clock that goes back further was not just a little fast.
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(30);

    /// All that an agent works with.
    public record House(
            Spool spool,
            AccountWatch accounts,
            LocalDelivery local,
            OutsideDelivery outside,
            QueueConfig config,
            InstantSource clock,
            QueueEvents events) {}

    /// A message to be looked at: one of those incoming, or one that waits for a domain.
    private record Item(QueueId id, Optional<QueueDomain> domain) {}

    private final House house;
    private final DomainTries tries;
    private final Delivery delivery;
    private final WaitingList<Item> waiting = new WaitingList<>();
    private final Map<QueueId, List<QueueId>> heldBack = new ConcurrentHashMap<>();

    /// Every message that is ready, waiting, held back or in work, so that none is taken twice.
    private final Map<QueueId, Boolean> known = new ConcurrentHashMap<>();

    /// Those whose last step ended in a fault of ours: something of it may stand in the queue.
    private final Set<QueueId> halfDone = ConcurrentHashMap.newKeySet();

    /// Its queue holds what is ready.
    private final ThreadPoolExecutor inside;
    private final Lanes lanes;
    private final ScheduledExecutorService timer;
    private volatile boolean stopped;
    private Instant nextPass = Instant.MIN;
    private Instant lastTick = Instant.EPOCH;

    private DeliveryAgent(House house) {
        this.house = house;
        this.tries = new DomainTries(house.spool(), house.config().schedule(), house.clock());
        Settlement settlement =
                new Settlement(house.spool(), house.accounts(), house.config(), house.clock(), house.events());
        this.delivery = new Delivery(house, settlement, tries);
        int threads = house.config().localThreads();
        this.inside = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("inside-", 0).factory());
        this.lanes = new Lanes(house.config().outsideThreads(), house.config().perDestination());
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("queue-timer").factory());
    }

    /// Begins with what is in the queue. The spool stays open when the agent stops.
    public static DeliveryAgent start(House house) throws IOException {
        DeliveryAgent agent = new DeliveryAgent(house);
        agent.takeOver(Restart.read(house.spool(), house.events()));
        agent.timer.scheduleWithFixedDelay(agent::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        return agent;
    }

    private void takeOver(Restart restart) throws IOException {
        for (QueueDomain domain : house.spool().domains()) {
            tries.remember(domain);
        }
        restart.branches().forEach((id, branches) -> {
            heldBack.put(id, branches);
            branches.forEach(branch -> known.put(branch, true));
        });
        for (Map.Entry<QueueId, Optional<QueueDomain>> place : restart.places().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            Item item = new Item(place.getKey(), place.getValue());
            if (known.putIfAbsent(item.id(), true) == null) {
                if (item.domain().isEmpty() || heldBack.containsKey(item.id())) {
                    ready(item);
                } else {
                    waiting.add(item, dueAfterRestart(item));
                }
            }
        }
        nextPass = house.clock().instant().plus(PASS);
    }

    /// The domain's last try is known, and how often the message was tried.
    private Instant dueAfterRestart(Item item) throws IOException {
        QueueDomain domain = item.domain().orElseThrow();
        Optional<Instant> last = tries.lastTried(domain);
        if (last.isEmpty()
                || !(house.spool().waiting(domain, item.id()) instanceof SpoolEntry.Ready(QueuedMessage message))) {
            return house.clock().instant();
        }
        Instant next = house.config()
                .schedule()
                .next(last.get(), message.envelope().extras().tries());
        return tries.silentUntil(domain).filter(next::isBefore).orElse(next);
    }

    @Override
    public void arrived(QueueId id) {
        if (known.putIfAbsent(id, true) == null) {
            ready(new Item(id, Optional.empty()));
        }
    }

    /// How many messages are in the queue, as far as is known.
    public int size() {
        return known.size();
    }

    // ---- Time

    private void tick() {
        try {
            pass();
        } catch (IOException | RuntimeException e) {
            house.events().troubled(e);
        } catch (Error e) {
            house.events().troubled(new ExecutionException(e)); // Or it would be the last tick.
        }
    }

    /// Takes up what has become due, and from time to time what others have put into the queue.
    void pass() throws IOException {
        Instant now = house.clock().instant();
        boolean putBack = now.isBefore(lastTick.minus(CLOCK_SLACK));
        lastTick = now;
        if (putBack) {
            // By the clock as it was, they would have to wait longer than anybody meant.
            waiting.take(_ -> true).forEach(this::ready);
            nextPass = now;
        }
        waiting.due(now).forEach(this::ready);
        if (!now.isBefore(nextPass) && inside.getQueue().isEmpty()) {
            nextPass = now.plus(PASS);
            look();
        }
    }

    /// What comes of a message that is in work is left to that.
    private void look() throws IOException {
        house.spool().incoming().stream().filter(id -> !comesOfKnown(id)).forEach(this::arrived);
        for (QueueDomain domain : house.spool().domains()) {
            for (QueueId id : house.spool().waiting(domain)) {
                if (!comesOfKnown(id) && known.putIfAbsent(id, true) == null) {
                    Item item = new Item(id, Optional.of(domain));
                    waiting.add(item, dueAfterRestart(item));
                }
            }
        }
    }

    private boolean comesOfKnown(QueueId id) {
        return id.ancestors().stream().anyMatch(known::containsKey);
    }

    // ---- Work

    private void ready(Item item) {
        try {
            inside.execute(() -> inside(item));
        } catch (RejectedExecutionException e) {
            LOG.debug("{} waits for the next start", item.id());
        }
    }

    private void inside(Item item) {
        if (stopped) {
            return;
        }
        try {
            mend(item);
            SpoolEntry entry = item.domain().isPresent()
                    ? house.spool().waiting(item.domain().get(), item.id())
                    : house.spool().incoming(item.id());
            switch (entry) {
                case SpoolEntry.Ready(QueuedMessage message) -> follow(item, delivery.inside(message));
                case SpoolEntry.Damaged damaged -> {
                    house.events().damaged(damaged.id(), damaged.file() + ": " + damaged.found());
                    release(item.id());
                }
                case SpoolEntry.Gone gone -> {
                    known.remove(gone.id());
                    release(gone.id());
                }
            }
        } catch (IOException | RuntimeException e) {
            fault(item, e);
        } catch (Error e) {
            fault(item, new ExecutionException(e)); // The message must not be lost sight of.
        }
    }

    private void outside(Item item, Delivery.Next.Outside next) {
        try {
            follow(item, delivery.outside(next.message(), next.group()));
        } catch (IOException | RuntimeException e) {
            fault(item, e);
        } catch (Error e) {
            fault(item, new ExecutionException(e)); // The message must not be lost sight of.
        }
    }

    /// Strikes those who have the message by a step that did not come to its end, as after a crash.
    private void mend(Item item) throws IOException {
        if (halfDone.contains(item.id())) {
            List<QueueId> branches = Restart.mend(house.spool(), house.events(), item.id(), item.domain()).stream()
                    .filter(branch -> known.putIfAbsent(branch, true) == null)
                    .toList();
            heldBack.merge(item.id(), branches, DeliveryAgent::both);
            halfDone.remove(item.id());
        }
    }

    private static List<QueueId> both(List<QueueId> some, List<QueueId> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private void fault(Item item, Exception e) {
        halfDone.add(item.id());
        house.events().fault(item.id(), e);
        if (!stopped) {
            waiting.add(item, house.clock().instant().plus(AFTER_FAULT));
        }
    }

    private void follow(Item item, Delivery.Step step) {
        release(item.id());
        step.branches().forEach(this::arrived);
        step.waiting().forEach(this::await);
        step.reached()
                .ifPresent(domain -> waiting.take(other -> other.domain().equals(Optional.of(domain)))
                        .forEach(this::ready));
        switch (step.next()) {
            case Delivery.Next.Gone _ -> known.remove(item.id());
            case Delivery.Next.Wait wait -> await(wait);
            case Delivery.Next.Outside next ->
                lanes.submit(house.outside().lane(next.group().domain()), () -> outside(item(next.message()), next));
        }
    }

    /// Those that came of a message may be delivered once it has told what it did.
    private void release(QueueId id) {
        List<QueueId> branches = heldBack.remove(id);
        if (branches != null) {
            branches.forEach(branch -> ready(new Item(branch, Optional.empty())));
        }
    }

    private void await(Delivery.Next.Wait wait) {
        known.put(wait.message().id(), true);
        waiting.add(item(wait.message()), wait.until());
    }

    private static Item item(QueuedMessage message) {
        return switch (message.place()) {
            case QueuedMessage.Place.Incoming _ -> new Item(message.id(), Optional.empty());
            case QueuedMessage.Place.Waiting(QueueDomain domain) -> new Item(message.id(), Optional.of(domain));
        };
    }

    /// Begins nothing more, and waits up to `grace` for what runs; what is cut off goes on after the next start.
    public void stop(Duration grace) throws InterruptedException {
        stopped = true;
        timer.shutdownNow();
        inside.shutdown();
        long end = System.nanoTime() + grace.toNanos();
        inside.awaitTermination(grace.toNanos(), TimeUnit.NANOSECONDS);
        lanes.stop(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
}
