package epostadm.server.queue;

import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import java.util.List;
import java.util.Map;

/// Hands a message to another server. Called by several threads, for one message and domain by one.
public interface OutsideDelivery {

    /// @param recipients those of the envelope whose addresses lead to the domain, with the addresses to send to
    /// @return an outcome for each; failures are outcomes, too
    Map<Recipient, Outcome> deliver(QueuedMessage message, String domain, List<Recipient> recipients);
}
