package epostadm.server.wire;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// All connections that are open, counted in total and per address (IPv6 by /64), within the limits.
public final class Connections {

    private final Limits limits;
    private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<ClientNetwork, Integer> perAddress = new ConcurrentHashMap<>();

    public Connections(Limits limits) {
        this.limits = limits;
    }

    /// Why a connection is turned away.
    public enum Full {
        TOTAL,
        ADDRESS
    }

    /// Counts a connection in, unless there are too many; whoever was let in must [#leave(ClientConnection)],
    /// once it is closed.
    public synchronized Optional<Full> enter(ClientConnection connection) {
        ClientNetwork network = ClientNetwork.of(connection.peer());
        if (open.size() >= limits.connections()) {
            return Optional.of(Full.TOTAL);
        }
        if (perAddress.getOrDefault(network, 0) >= limits.connectionsPerAddress()) {
            return Optional.of(Full.ADDRESS);
        }
        open.add(connection);
        perAddress.merge(network, 1, Integer::sum);
        return Optional.empty();
    }

    public synchronized void leave(ClientConnection connection) {
        if (open.remove(connection)) {
            perAddress.computeIfPresent(
                    ClientNetwork.of(connection.peer()), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    public int count() {
        return open.size();
    }

    /// Closes those that have left unread for too long what was sent to them. To be called about once a second.
    public void closeStalled() {
        for (ClientConnection connection : open) {
            if (connection.stalled(limits.stall().toNanos())) {
                cutOff(connection);
            }
        }
    }

    /// Asks all sessions to end.
    public void endAll() {
        for (ClientConnection connection : open) {
            try {
                connection.end();
            } catch (IOException _) {
                // It is gone, which is what was wanted.
            }
        }
    }

    /// Ends all that are open, whatever they do.
    public void closeAll() {
        open.forEach(Connections::cutOff);
    }

    private static void cutOff(ClientConnection connection) {
        try {
            connection.cutOff();
        } catch (IOException _) {
            // It is gone, which is what was wanted.
        }
    }
}
