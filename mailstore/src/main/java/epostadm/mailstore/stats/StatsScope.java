package epostadm.mailstore.stats;

import epostadm.mailstore.check.NamePattern;
import epostadm.mailstore.mail.DomainName;
import java.util.Optional;

/// Which part of a store is measured, and how many of the largest are named.
///
/// In a common box of several domains no directory says whose mailbox it is: all count for each.
public record StatsScope(Optional<DomainName> domain, Optional<NamePattern> accounts, int largest) {

    /// Whether all of the store is meant.
    public boolean whole() {
        return domain.isEmpty() && accounts.isEmpty();
    }

    boolean includes(String directory) {
        String name = directory.startsWith("~") ? directory.substring(1) : directory;
        return accounts.isEmpty()
                || accounts.get().matches(name)
                || accounts.get().matches(directory);
    }
}
