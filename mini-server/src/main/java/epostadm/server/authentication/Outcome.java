package epostadm.server.authentication;

import epostadm.mailstore.store.Account;
import epostadm.server.sasl.SaslStep.Failure;
import java.io.IOException;

/// How a try to log in ended. Each protocol has its own words for these.
public sealed interface Outcome {

    record Success(Account account) implements Outcome {}

    /// The client is not let in, for its own reason. All waiting has been done.
    record Refused(Failure.Reason reason) implements Outcome {}

    /// Nobody is let in from there at the moment; nothing was looked at.
    record LockedOut() implements Outcome {}

    /// Whether the client is right cannot be told now: its domain's account index was put aside, or a domain is at
    /// rest and its index may be half changed. All waiting has been done.
    record Resting() implements Outcome {}

    /// Our own fault.
    record Fault(IOException fault) implements Outcome {}

    /// The client has left in the middle.
    record Gone() implements Outcome {}
}
