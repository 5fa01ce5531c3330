package epostadm.server.control;

import epostadm.mailstore.store.AccountWatch;
import epostadm.server.pause.DomainPauses;
import epostadm.server.queue.DeliveryAgent;
import java.time.Duration;
import java.util.function.IntSupplier;

/// What of a server can be asked.
///
/// @param accounts looked at anew before a domain that was at rest lets anybody in: they may be others
/// @param connections how many clients there are
/// @param patience how long sessions of a domain that is to rest may take to end by themselves
/// @param longest how long they and deliveries are waited for at all
public record ControlDesk(
        DeliveryAgent agent,
        AccountWatch accounts,
        DomainPauses pauses,
        IntSupplier connections,
        Duration patience,
        Duration longest) {

    public ControlDesk(DeliveryAgent agent, AccountWatch accounts, DomainPauses pauses, IntSupplier connections) {
        this(agent, accounts, pauses, connections, Duration.ofSeconds(5), Duration.ofSeconds(60));
    }
}
