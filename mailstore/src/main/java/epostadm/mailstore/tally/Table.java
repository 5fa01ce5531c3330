package epostadm.mailstore.tally;

/// Of what the most frequent ones are kept.
public enum Table {
    /// What clients were refused with.
    REFUSALS,
    /// What other servers refused for good.
    FAILURES,
    SENDERS,
    /// Domains of recipients.
    TARGETS,
    /// Client addresses that handed mail in.
    ADDRESSES,
    /// Sender and hour.
    SENDER_HOURS,
    /// Account and client address of a login.
    LOGIN_PLACES,
    /// Client addresses of failed logins.
    GUESSERS;

    /// Whether keys that differ in case are one: those that are no sentences.
    boolean caseBlind() {
        return this != REFUSALS && this != FAILURES;
    }
}
