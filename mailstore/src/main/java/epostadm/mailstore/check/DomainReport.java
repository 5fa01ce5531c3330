package epostadm.mailstore.check;

import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Layout;
import java.util.List;

/// A domain's accounts, the sums over its mailboxes, and what is wrong with its account index or its directory.
public record DomainReport(DomainName domain, Layout layout, long accounts, Totals totals, List<Finding> findings) {

    public DomainReport {
        findings = List.copyOf(findings);
    }
}
