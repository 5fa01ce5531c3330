package epostadm.mailstore.check;

import epostadm.mailstore.disk.StoreLayout;
import epostadm.mailstore.mail.DomainName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Adds up what mailboxes hold while one after the other is looked at: for the store, and for each domain.
final class Sums {

    private Totals all = Totals.NONE;
    private final Map<DomainName, Totals> each = new HashMap<>();

    void add(MailboxReport mailbox) {
        all = all.plus(mailbox);
        mailbox.place()
                .domain()
                .ifPresent(domain -> each.merge(domain, Totals.NONE.plus(mailbox), (sum, _) -> sum.plus(mailbox)));
    }

    /// A domain's report, with findings of its own, which count for the store too.
    DomainReport report(Accounts accounts, List<Finding> findings) {
        all = all.plus(findings);
        Totals totals = each.getOrDefault(accounts.domain(), Totals.NONE).plus(findings);
        return new DomainReport(accounts.domain(), accounts.layout(), accounts.size(), totals, findings);
    }

    /// The store's report, once all domains have theirs.
    StoreReport report(StoreLayout layout, List<DomainReport> domains, List<Finding> findings) {
        return new StoreReport(layout.paths().work(), layout.edition(), domains, all.plus(findings), findings);
    }
}
