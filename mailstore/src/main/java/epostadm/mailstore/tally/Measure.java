package epostadm.mailstore.tally;

/// What is counted, hour by hour.
public enum Measure {
    /// Messages taken, once a recipient.
    ACCEPTED,
    /// Negative answers to clients.
    REFUSED,
    DELIVERED_INSIDE,
    DELIVERED_OUTSIDE,
    /// Answers of other servers that a message is to come again.
    DEFERRED,
    FAILED,
    LOGINS,
    LOGINS_FAILED
}
