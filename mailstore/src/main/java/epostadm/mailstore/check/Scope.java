package epostadm.mailstore.check;

import epostadm.mailstore.mail.DomainName;
import java.util.Optional;

/// Which part of a store is looked at, and how closely.
public record Scope(Optional<DomainName> domain, Optional<NamePattern> accounts, Depth depth) {

    boolean includes(DomainName other) {
        return domain.isEmpty() || domain.get().equals(other);
    }

    /// Whether a mailbox of that directory name is meant; one that was put aside also under the name it had.
    boolean includes(String name) {
        return accounts.isEmpty()
                || accounts.get().matches(name)
                || name.startsWith("~") && accounts.get().matches(name.substring(1));
    }
}
