package epostadm.mailstore.stats;

import epostadm.mailstore.check.Amount;
import epostadm.mailstore.disk.StoreLayout;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.task.ReadAhead;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Measures a store, or a part of it, by one walk of two threads.
public final class StoreSurvey {

    private static final Comparator<Optional<DomainName>> BY_NAME =
            Comparator.comparing(domain -> domain.map(DomainName::text).orElse(""));
    private static final int UNREADABLE_NAMED = 20;

    private final StorePaths paths;
    private final StatsScope scope;
    private final Instant now;
    private final Map<Optional<DomainName>, Amount> domains = new TreeMap<>(BY_NAME);
    private final Map<String, Amount> folders = new HashMap<>();
    private final Spread<Age> ages = new Spread<>(Age.class);
    private final Spread<SizeClass> sizes = new Spread<>(SizeClass.class);
    private final Largest<AccountUse> largestAccounts;
    private final Largest<FolderUse> largestFolders;
    private final Largest<MessageUse> largestMessages;
    private final List<Path> unreadable = new ArrayList<>();
    private long unreadableCount;
    private long accounts;
    private Amount mail = Amount.NONE;
    private Amount putAside = Amount.NONE;

    /// Given one account after the other, in the order of domain and name.
    @FunctionalInterface
    public interface AccountVisitor {
        void visit(AccountUse account) throws IOException;
    }

    private StoreSurvey(StorePaths paths, StatsScope scope, Instant now) {
        this.paths = paths;
        this.scope = scope;
        this.now = now;
        this.largestAccounts = Largest.accounts(scope.largest());
        this.largestFolders = Largest.folders(scope.largest());
        this.largestMessages = Largest.messages(scope.largest());
    }

    /// @param now from which ages count
    /// @throws RefusedException where the directory is missing, empty or no store, or has no such domain
    public static StoreUse measure(Path store, StatsScope scope, Instant now, AccountVisitor visitor, Progress progress)
            throws IOException {
        StoreLayout layout = StoreLayout.detect(store);
        return new StoreSurvey(layout.paths(), scope, now).run(Root.of(layout, scope), visitor, progress);
    }

    private StoreUse run(List<Root> roots, AccountVisitor visitor, Progress progress) throws IOException {
        progress.start(Progress.Phase.INSPECTING, roots.size());
        ReadAhead.inOrder(roots, root -> Measuring.of(paths, root, now, scope.largest()), measured -> {
            if (measured.directory()) {
                take(measured);
                visitor.visit(measured.account());
            }
            progress.step(1);
        });
        Amount quarantine = quarantine();
        List<PlaceUse> places = scope.whole() ? ServerPlaces.measure(paths, this::note) : List.of();
        progress.finish();
        return new StoreUse(
                paths.work(),
                accounts,
                mail,
                putAside,
                quarantine,
                domains,
                largestFirst(folders),
                ages.sums(),
                sizes.sums(),
                largestAccounts.inOrder(),
                largestFolders.inOrder(),
                largestMessages.inOrder(),
                places,
                unreadableCount,
                List.copyOf(unreadable));
    }

    private void take(Measuring.Measured measured) {
        AccountUse account = measured.account();
        mail = mail.plus(account.mail());
        putAside = putAside.plus(account.aside());
        if (!account.name().startsWith("~")) {
            accounts++;
            domains.merge(account.domain(), account.mail(), Amount::plus);
            largestAccounts.offer(account);
        }
        for (FolderUse folder : measured.folders()) {
            folders.merge(folder.label(), folder.mail(), Amount::plus);
            largestFolders.offer(folder);
        }
        ages.addAll(measured.ages());
        sizes.addAll(measured.sizes());
        largestMessages.offerAll(measured.largest());
        note(measured.unreadable());
    }

    /// Nothing where a part of the store is measured: what lies there has no account any more.
    private Amount quarantine() throws IOException {
        if (!scope.whole()) {
            return Amount.NONE;
        }
        Measuring.Measured measured = Measuring.of(paths, new Root(paths.quarantine(), Optional.empty()), now, 0);
        note(measured.unreadable());
        return measured.account().mail().plus(measured.account().aside());
    }

    private void note(Path one) {
        note(List.of(one));
    }

    private void note(List<Path> directories) {
        unreadableCount += directories.size();
        directories.stream().limit(UNREADABLE_NAMED - unreadable.size()).forEach(unreadable::add);
    }

    private static Map<String, Amount> largestFirst(Map<String, Amount> folders) {
        Map<String, Amount> sorted = new LinkedHashMap<>();
        folders.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Amount> entry) ->
                                -entry.getValue().bytes())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
