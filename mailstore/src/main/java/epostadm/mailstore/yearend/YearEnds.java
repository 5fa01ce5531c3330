package epostadm.mailstore.yearend;

import epostadm.mailstore.change.PutAside;
import epostadm.mailstore.change.Retirement;
import epostadm.mailstore.disk.FileTree;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.journal.ChangeDetails;
import epostadm.mailstore.journal.ChangeState;
import epostadm.mailstore.journal.ChangeSummary;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailboxes;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The change-overs that a domain has had, and what is left of them.
public final class YearEnds {

    private final MailStore store;
    private final DomainName domain;

    public YearEnds(MailStore store, DomainName domain) {
        this.store = store;
        this.domain = domain;
    }

    /// The newest first.
    public List<ChangeSummary> list() throws IOException {
        return store.changes().list().stream().filter(this::ours).toList();
    }

    /// Of one that was cut short before its journal was whole the subject is not known.
    private boolean ours(ChangeSummary change) {
        return change.kind().equals(YearEnd.KIND)
                && (change.subject().isEmpty() || change.subject().startsWith(domain + " "));
    }

    public Optional<ChangeSummary> latest() throws IOException {
        return list().stream().findFirst();
    }

    /// The one that was cut short on its way.
    public ChangeSummary toResume() throws IOException {
        return first(change -> change.state() == ChangeState.APPLYING);
    }

    /// The one that was cut short, or else the latest one if it is done.
    public ChangeSummary toUndo() throws IOException {
        return first(change -> change.state() != ChangeState.UNDONE);
    }

    private ChangeSummary first(Predicate<ChangeSummary> wanted) throws IOException {
        return list().stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new RefusedException(new Refusal.NoYearEnd(domain)));
    }

    /// How many of the mailboxes that the change put aside are still there.
    public long stillAside(ChangeSummary change) throws IOException {
        if (change.state() != ChangeState.DONE) {
            return 0;
        }
        Mailboxes mailboxes = store.mailboxes(domain);
        Set<String> aside = aside(store.changes().details(change.id()), mailboxes);
        return mailboxes.putAside().stream().filter(aside::contains).count();
    }

    /// What can be deleted for good.
    ///
    /// @param folders mailboxes that change-overs put aside
    /// @param changes the change-overs whose quarantine goes; they can not be undone afterwards
    /// @param files in those quarantines
    public record Remains(List<PutAside> folders, List<ChangeSummary> changes, long files, long bytes) {
        public Remains {
            folders = List.copyOf(folders);
            changes = List.copyOf(changes);
        }

        public boolean isEmpty() {
            return folders.isEmpty() && changes.isEmpty();
        }
    }

    /// What change-overs from before `limit` have put aside and is still there.
    public Remains before(Instant limit, Progress progress) throws IOException {
        Mailboxes mailboxes = store.mailboxes(domain);
        Set<String> aside = new HashSet<>();
        List<ChangeSummary> changes = new ArrayList<>();
        long[] sums = new long[2];
        for (ChangeSummary change : list()) {
            boolean over = change.state() == ChangeState.DONE || change.state() == ChangeState.PURGED;
            if (!over || !change.started().isBefore(limit)) {
                continue;
            }
            ChangeDetails details = store.changes().details(change.id());
            aside.addAll(aside(details, mailboxes));
            if (change.state() == ChangeState.DONE || change.quarantined()) {
                changes.add(change);
                measure(details.quarantine(), sums);
            }
        }
        List<PutAside> folders = new Retirement(store, domain, limit, progress)
                .putAsideBefore(limit).stream()
                        .filter(folder -> aside.contains(folder.name()))
                        .toList();
        return new Remains(folders, changes, sums[0], sums[1]);
    }

    private static void measure(Path quarantine, long[] sums) throws IOException {
        if (!StorePaths.taken(quarantine)) {
            return;
        }
        FileTree.walk(quarantine, (_, attributes) -> {
            if (!attributes.isDirectory()) {
                sums[0]++;
                sums[1] += attributes.size();
            }
        });
    }

    /// The names that mailboxes got when they were put aside.
    private Set<String> aside(ChangeDetails details, Mailboxes mailboxes) {
        String prefix = store.paths().relative(mailboxes.directory()) + "/~";
        Set<String> names = new HashSet<>();
        for (ChangeDetails.Step step : details.steps()) {
            if (step.action().equals("move") && step.path().startsWith(prefix)) {
                names.add(step.path().substring(prefix.length() - 1));
            }
        }
        return names;
    }
}
