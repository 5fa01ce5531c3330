package epostadm.server.queue;

import epostadm.mailstore.spool.QueueDomain;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Spool;
import epostadm.mailstore.spool.SpoolEntry;
import epostadm.mailstore.store.AccountWatch;
import epostadm.server.pause.DomainPauses;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
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
            QueueEvents events,
            DomainPauses pauses) {

        /// With no domain ever at rest.
        public House(
                Spool spool,
                AccountWatch accounts,
                LocalDelivery local,
                OutsideDelivery outside,
                QueueConfig config,
                InstantSource clock,
                QueueEvents events) {
            this(spool, accounts, local, outside, config, clock, events, new DomainPauses());
        }
    }

    /// A message to be looked at: one of those incoming, or one that waits for a domain.
    private record Item(QueueId id, Optional<QueueDomain> domain) {}

    private final House house;
    private final DomainTries tries;
    private final Delivery delivery;
    private final WaitingList<Item> waiting = new WaitingList<>();
    private final Map<QueueId, List<QueueId>> heldBack = new ConcurrentHashMap<>();

    /// Every message that is ready, waiting, held back or in work, so that none is taken twice: as it is known
    /// last. Whoever comes with an earlier item of it has nothing to do.
    private final Map<QueueId, Item> known = new ConcurrentHashMap<>();

    private final Loans loans = new Loans();

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
            branches.forEach(branch -> known.put(branch, new Item(branch, Optional.empty())));
        });
        for (Map.Entry<QueueId, Optional<QueueDomain>> place : restart.places().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            Item item = new Item(place.getKey(), place.getValue());
            if (known.putIfAbsent(item.id(), item) == null) {
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
        Item item = new Item(id, Optional.empty());
        if (!loans.lent(id) && known.putIfAbsent(id, item) == null) {
            ready(item);
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
                Item item = new Item(id, Optional.of(domain));
                if (!loans.lent(id) && !comesOfKnown(id) && known.putIfAbsent(id, item) == null) {
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

    /// A step of an item's way, which says what is to be done when the message is out of hand again.
    @FunctionalInterface
    private interface Work {
        Runnable step() throws IOException;
    }

    private void work(Item item, Work work) {
        if (stopped || !begin(item)) {
            return;
        }
        Runnable next;
        try {
            next = work.step();
        } catch (IOException | RuntimeException e) {
            next = () -> fault(item, e);
        } catch (Error e) {
            next = () -> fault(item, new ExecutionException(e)); // The message must not be lost sight of.
        } finally {
            loans.finish(item.id());
        }
        next.run();
    }

    private void inside(Item item) {
        work(item, () -> {
            mend(item);
            return switch (entry(item)) {
                case SpoolEntry.Ready(QueuedMessage message) -> {
                    Delivery.Step step = delivery.inside(message);
                    yield () -> follow(item, step);
                }
                case SpoolEntry.Damaged damaged ->
                    () -> {
                        house.events().damaged(damaged.id(), damaged.file() + ": " + damaged.found());
                        release(item.id());
                    };
                case SpoolEntry.Gone gone ->
                    () -> {
                        known.remove(gone.id(), item);
                        release(gone.id());
                    };
            };
        });
    }

    /// Whether the item is still what is known of its message, and nobody has borrowed that.
    private boolean begin(Item item) {
        if (known.get(item.id()) != item || !loans.begin(item.id())) {
            return false;
        }
        if (known.get(item.id()) == item) {
            return true;
        }
        loans.finish(item.id());
        return false;
    }

    private SpoolEntry entry(Item item) throws IOException {
        return item.domain().isPresent()
                ? house.spool().waiting(item.domain().get(), item.id())
                : house.spool().incoming(item.id());
    }

    /// Reads the message once more: it may have waited long for its turn.
    private void outside(Item item, String domain) {
        work(item, () -> {
            if (entry(item) instanceof SpoolEntry.Ready(QueuedMessage message)) {
                Optional<Group> group = delivery.group(message, domain);
                if (group.isPresent()) {
                    Delivery.Step step = delivery.outside(message, group.get());
                    return () -> follow(item, step);
                }
            }
            return () -> ready(item);
        });
    }

    // ---- Others at the queue

    /// Leaves the message alone until it is [given back][#giveBack]: somebody else changes it in the queue. False
    /// where it is in work, or lent already.
    public boolean lend(QueueId id) {
        if (!loans.lend(id)) {
            return false;
        }
        known.remove(id);
        waiting.take(item -> item.id().equals(id));
        return true;
    }

    /// Looks at the queue as it is now, for messages that were lent and whatever else has come to it.
    public void giveBack(Collection<QueueId> ids) throws IOException {
        for (QueueId id : ids) {
            known.remove(id);
            loans.giveBack(id);
        }
        tries.reread();
        look();
        ids.stream().filter(id -> !known.containsKey(id)).forEach(this::release);
    }

    /// Delivers now what waits for a domain.
    public void hurry(QueueDomain domain) {
        waiting.take(item -> item.domain().equals(Optional.of(domain))).forEach(this::ready);
    }

    /// Strikes those who have the message by a step that did not come to its end, as after a crash.
    private void mend(Item item) throws IOException {
        if (halfDone.contains(item.id())) {
            List<QueueId> branches = Restart.mend(house.spool(), house.events(), item.id(), item.domain()).stream()
                    .filter(branch -> known.putIfAbsent(branch, new Item(branch, Optional.empty())) == null)
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
            case Delivery.Next.Outside next -> goOutside(item(next.message()), next.domain());
        }
    }

    /// What waits in a lane is no more than an id, be it for hours.
    private void goOutside(Item item, String domain) {
        known.put(item.id(), item);
        lanes.submit(house.outside().lane(domain), () -> outside(item, domain));
    }

    /// Those that came of a message may be delivered once it has told what it did.
    private void release(QueueId id) {
        List<QueueId> branches = heldBack.remove(id);
        if (branches != null) {
            for (QueueId branch : branches) {
                Item item = new Item(branch, Optional.empty());
                if (!loans.lent(branch)) {
                    known.put(branch, item);
                    ready(item);
                }
            }
        }
    }

    private void await(Delivery.Next.Wait wait) {
        Item item = item(wait.message());
        known.put(item.id(), item);
        waiting.add(item, wait.until());
    }

    private static Item item(QueuedMessage message) {
        return switch (message.place()) {
            case QueuedMessage.Place.Incoming _ -> new Item(message.id(), Optional.empty());
            case QueuedMessage.Place.Waiting(QueueDomain domain) -> new Item(message.id(), Optional.of(domain));
            case QueuedMessage.Place.Held _, QueuedMessage.Place.Dead _ ->
                throw new IllegalArgumentException(message.id() + " is not to be delivered");
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
