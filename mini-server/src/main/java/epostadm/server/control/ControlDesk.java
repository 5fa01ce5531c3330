package epostadm.server.control;

import epostadm.server.pause.DomainPauses;
import epostadm.server.queue.DeliveryAgent;
import java.time.Duration;
import java.util.function.IntSupplier;

/// What of a server can be asked.
///
/// @param rests ends what was paused
/// @param connections how many clients there are
/// @param patience how long sessions of a domain that is to rest may take to end by themselves
/// @param longest how long they and deliveries are waited for at all
public record ControlDesk(
        DeliveryAgent agent,
        DomainRests rests,
        DomainPauses pauses,
        IntSupplier connections,
        Duration patience,
        Duration longest) {

    public ControlDesk(DeliveryAgent agent, DomainRests rests, DomainPauses pauses, IntSupplier connections) {
        this(agent, rests, pauses, connections, Duration.ofSeconds(5), Duration.ofSeconds(60));
    }
}
