package epostadm.server.delivery;

import epostadm.mailstore.spool.Spool;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.store.Arrivals;
import epostadm.server.queue.Administrator;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What all deliveries share.
record Surroundings(
        Spool spool,
        AccountWatch accounts,
        Arrivals arrivals,
        Administrator administrator,
        AutomaticReply automaticReply,
        DeliveryEvents events,
        Set<Path> leftAlone) {

    /// So many files are remembered as told.
    private static final int MOST = 100_000;

    static Set<Path> none() {
        return ConcurrentHashMap.newKeySet();
    }

    /// Tells of a file once.
    void leaveAlone(Path file) {
        if (leftAlone.size() < MOST && leftAlone.add(file)) {
            events.leftAlone(file);
        }
    }
}
