package epostadm.mailstore.check;

import epostadm.mailstore.mail.Edition;
import java.nio.file.Path;
import java.util.List;

/// The sums over a store, or the part of it that was looked at, and what is wrong with its domains.
///
/// `findings` are those of no mailbox and no domain: about the alias table, the queue, the volume, the server's
/// files.
public record StoreReport(
        Path work, Edition edition, List<DomainReport> domains, Totals totals, List<Finding> findings) {

    public StoreReport {
        domains = List.copyOf(domains);
        findings = List.copyOf(findings);
    }
}
