package epostadm.mailstore.tally;

import java.time.LocalDateTime;

/// What looks like abuse.
public sealed interface Sign {

    /// What it is about.
    String subject();

    long count();

    /// A sender who in one hour sent far more than in all others.
    ///
    /// @param usual in the average of the other hours, rounded up
    record SuddenSender(String subject, LocalDateTime hour, long count, long usual) implements Sign {}

    /// An account that logged in from many addresses.
    record ManyPlaces(String subject, long count) implements Sign {}

    /// An address from which many logins failed.
    record Guessing(String subject, long count) implements Sign {}

    /// From when on something is a sign.
    ///
    /// @param sudden messages of a sender in an hour
    /// @param places addresses of an account
    /// @param guesses failed logins from an address
    record Thresholds(int sudden, int places, int guesses) {}
}
