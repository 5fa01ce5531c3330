package epostadm.server;

import epostadm.mailstore.hierarchy.LiveStore;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.StoreProbe;
import epostadm.server.config.ListenerConfig;
import epostadm.server.config.MetricsConfig;
import epostadm.server.config.ServerConfig;
import epostadm.server.control.ControlChannel;
import epostadm.server.control.ControlDesk;
import epostadm.server.metrics.Health;
import epostadm.server.metrics.StatusPage;
import epostadm.server.tls.Certificates;
import epostadm.server.wire.Connections;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server over one store, from the first port taken to the last session ended.
public final class MiniServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MiniServer.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    /// RFC 2177 wants news at once; half of a second that clients may wait at most.
    /// Between two looks at all folders: so many times as long as the last one took, within these bounds.
    private static final int LOOKOUT_PAUSES = 3;

    private static final Duration LEAST_LOOKOUT = Duration.ofMillis(100);
    private static final Duration LOOKOUT = Duration.ofMillis(400);

    private static final long LEAST_ROOM = 64L << 20;

    /// For sessions that were cut off to let go of what they hold.
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final List<Listener> listeners;
    private final Connections connections;
    private final Stack parts;

    private MiniServer(List<Listener> listeners, Connections connections, Stack parts) {
        this.listeners = List.copyOf(listeners);
        this.connections = connections;
        this.parts = parts;
    }

    /// Where somebody listens.
    ///
    /// @param port the one that was taken where any would do
    public record Open(ListenerConfig config, int port) {}

    /// Takes the store, then all ports, then lets clients in. Where anything fails, everything is given back.
    ///
    /// @param zone of the stamps in the logs
    /// @param holder one line that tells others who serves: host, process, command, since
    public static MiniServer start(
            MailStore store, ServerConfig config, InstantSource clock, ZoneId zone, String holder) throws IOException {
        Stack parts = new Stack();
        try {
            parts.push(store.serving(holder)::close);
            Certificates certificates = config.certificates().isEmpty()
                    ? Certificates.selfMade(store.certificate(), config.host())
                    : Certificates.of(config.certificates());
            Connections connections = new Connections(config.limits());
            Listener.House house = new Listener.House(certificates.context(), config.limits(), connections);
            ServedStore served = ServedStore.open(store, config, clock, zone, holder, parts);
            Sessions sessions = new Sessions(config, served, clock, zone);
            List<Listener> listeners = new ArrayList<>();
            for (ListenerConfig each : config.listeners()) {
                Listener listener = Listener.open(each, house, sessions.of(each), sessions.full(each));
                parts.push(listener::close);
                listeners.add(listener);
            }
            if (config.metrics().isPresent()) {
                parts.push(status(config.metrics().get(), store, served, connections, listeners)::close);
            }
            parts.push(housekeeping(connections, certificates)::shutdownNow);
            parts.push(lookout(served.folders())::shutdownNow);
            listeners.forEach(Listener::start);
            parts.push(
                    ControlChannel.open(
                                    store.work(),
                                    new ControlDesk(
                                            served.agent(), served.rests(), served.pauses(), connections::count))
                            ::close);
            return new MiniServer(listeners, connections, parts);
        } catch (IOException | RuntimeException e) {
            try (parts) {
                throw e;
            }
        }
    }

    /// Finds what would keep a server from starting, without starting one: certificates that cannot be read.
    public static void check(ServerConfig config) throws IOException {
        Certificates.of(config.certificates());
    }

    private static StatusPage status(
            MetricsConfig config,
            MailStore store,
            ServedStore served,
            Connections connections,
            List<Listener> listeners)
            throws IOException {
        served.watch()
                .metrics()
                .gauge("epostadm_connections", "Connections that are open.", connections::count)
                .gauge("epostadm_queue_messages", "Messages in the queue.", served.agent()::size);
        Health health = new Health()
                .ask(
                        "listeners",
                        () -> listeners.stream()
                                .filter(listener -> !listener.open())
                                .map(listener -> "closed: " + listener.config())
                                .findFirst())
                .ask(new StoreProbe(store), LEAST_ROOM);
        return StatusPage.start(
                new InetSocketAddress(config.address(), config.port()),
                health,
                served.watch().metrics());
    }

    private static ScheduledExecutorService housekeeping(Connections connections, Certificates certificates) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("housekeeping").factory());
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        connections.closeStalled();
                        refresh(certificates);
                    } catch (RuntimeException | Error e) {
                        LOG.error("housekeeping", e); // Thrown on, it would be the last time.
                    }
                },
                TICK.toMillis(),
                TICK.toMillis(),
                TimeUnit.MILLISECONDS);
        return timer;
    }

    /// Sees what comes into folders by other hands: the oftener, the less it has to look at.
    private static ScheduledExecutorService lookout(LiveStore folders) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("lookout").factory());
        timer.execute(() -> lookOut(folders, timer));
        return timer;
    }

    private static void lookOut(LiveStore folders, ScheduledExecutorService timer) {
        long begin = System.nanoTime();
        try {
            folders.lookAround();
        } catch (RuntimeException | Error e) {
            LOG.error("lookout", e); // Thrown on, it would be the last time.
        }
        long pause = LOOKOUT_PAUSES * (System.nanoTime() - begin);
        if (!timer.isShutdown()) {
            timer.schedule(
                    () -> lookOut(folders, timer),
                    Math.clamp(pause, LEAST_LOOKOUT.toNanos(), LOOKOUT.toNanos()),
                    TimeUnit.NANOSECONDS);
        }
    }

    private static void refresh(Certificates certificates) {
        try {
            if (certificates.refresh()) {
                LOG.info("new certificates are in use");
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("certificates stay as they were: {}", e.getMessage());
        }
    }

    public List<Open> listening() {
        return listeners.stream()
                .map(listener -> new Open(listener.config(), listener.port()))
                .toList();
    }

    /// Lets nobody in any more, asks sessions to end, and waits for them up to `grace`; then ends those that are
    /// left.
    public void stop(Duration grace) throws IOException {
        for (Listener listener : listeners) {
            listener.close();
        }
        connections.endAll();
        try {
            awaitSessions(grace);
            connections.closeAll();
            awaitSessions(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            connections.closeAll();
        } finally {
            parts.close();
        }
    }

    private void awaitSessions(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() < end && connections.count() > 0) {
            Thread.sleep(LOOK);
        }
    }

    /// As [#stop(Duration)], without waiting.
    @Override
    public void close() throws IOException {
        stop(Duration.ZERO);
    }
}
