package epostadm.mailstore.change;

import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.disk.StoreSettings;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Plans the take-over of a domain from the vendor's server: its account index, which nobody else can read, is put
/// aside with `~` in front as the vendor's change-over has it, and an empty one of ours takes its place, into which
/// the vendor's export is imported. No mailbox is touched.
public final class StoreAdoption {

    private StoreAdoption() {}

    /// @param edition as the user names it; found out where it is not given
    /// @param layout as the user names it; found out where it is not given
    /// @param today eight digits, for the name of an index that is put aside where `~` alone is taken
    /// @throws RefusedException where the domain's index is ours already
    public static ChangePlan plan(
            MailStore store, DomainName domain, Optional<Edition> edition, Optional<Layout> layout, String today)
            throws IOException {
        StorePaths paths = store.paths();
        Path index = paths.accountIndex(domain);
        PlanBuilder plan = new PlanBuilder(paths);
        switch (AccountIndex.read(index, domain)) {
            case AccountIndex.Found.Own _ -> throw new RefusedException(new Refusal.NothingToChange(index.toString()));
            case AccountIndex.Found.Vendors _ ->
                plan.move(index, PlanBuilder.freeName(index.resolveSibling("~" + index.getFileName()), today));
            case AccountIndex.Found.Absent _ -> {}
        }
        plan.putIndex(AccountIndex.empty(domain));
        StoreSettings known = StoreSettings.read(paths);
        Map<DomainName, Layout> layouts = new TreeMap<>(known.layouts());
        layouts.put(domain, layout.orElse(store.layout(domain)));
        StoreSettings settings =
                new StoreSettings(edition.or(() -> Optional.of(store.edition())), layouts, known.accountNameLength());
        plan.putFile(paths.settings(), settings::writeTo);
        return plan.plan("adopt", domain.text());
    }
}
