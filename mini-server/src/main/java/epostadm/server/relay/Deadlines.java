package epostadm.server.relay;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// One watch over all connections to other servers: closes those that have taken too long, so that neither a server
/// that sends an octet a minute nor one that reads nothing holds a thread for ever.
final class Deadlines implements AutoCloseable {

    private final Set<ServerConnection> watched = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("relay-deadlines").factory());

    Deadlines(long everyMillis) {
        timer.scheduleWithFixedDelay(
                () -> watched.forEach(ServerConnection::closeIfLate), everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    void watch(ServerConnection connection) {
        watched.add(connection);
    }

    void leave(ServerConnection connection) {
        watched.remove(connection);
    }

    /// Cuts off all connections.
    @Override
    public void close() {
        timer.shutdownNow();
        watched.forEach(ServerConnection::cut);
    }
}
