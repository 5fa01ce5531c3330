package epostadm.mailstore.repair;

import epostadm.mailstore.check.Depth;
import epostadm.mailstore.check.Finding;
import epostadm.mailstore.check.FindingFilter;
import epostadm.mailstore.check.Scope;
import epostadm.mailstore.check.StoreCheck;
import epostadm.mailstore.check.StoreReport;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A repair of a test's store at [TestStore#NOW], looking at every byte.
final class Repaired {

    private Repaired() {}

    static RepairPlanner of(TestStore store) {
        return of(store, Depth.BYTES, FindingFilter.ALL);
    }

    static RepairPlanner of(TestStore store, Depth depth, FindingFilter wanted) {
        Scope scope = new Scope(Optional.empty(), Optional.empty(), depth);
        return new RepairPlanner(store.open(), scope, wanted, InstantSource.fixed(TestStore.NOW), Progress.NONE);
    }

    static RepairPlan plan(TestStore store) throws IOException {
        return of(store).plan("all");
    }

    /// All findings of a check.
    static List<Finding> findings(TestStore store) throws IOException {
        List<Finding> findings = new ArrayList<>();
        Scope scope = new Scope(Optional.empty(), Optional.empty(), Depth.BYTES);
        StoreReport report = StoreCheck.open(store.work(), scope, InstantSource.fixed(TestStore.NOW))
                .run(mailbox -> findings.addAll(mailbox.allFindings()), Progress.NONE);
        report.domains().forEach(domain -> findings.addAll(domain.findings()));
        findings.addAll(report.findings());
        return findings;
    }
}
