package epostadm.mailstore.stats;

import epostadm.mailstore.check.Amount;
import epostadm.mailstore.mail.DomainName;
import java.util.Optional;

/// What one mailbox holds: its mail, and what was put aside in it. All of a mailbox that was put aside is aside.
public record AccountUse(Optional<DomainName> domain, String name, Amount mail, Amount aside) {}
