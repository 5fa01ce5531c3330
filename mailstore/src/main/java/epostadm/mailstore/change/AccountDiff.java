package epostadm.mailstore.change;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.Column;
import epostadm.mailstore.account.ImportedAccount;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.task.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// How an import text and the accounts of a domain differ.
public record AccountDiff(List<Difference> differences, long unchanged) {

    public AccountDiff {
        differences = List.copyOf(differences);
    }

    /// One account in which they differ, by name.
    public sealed interface Difference {

        AccountName name();

        /// In the file alone.
        record Added(AccountName name) implements Difference {}

        /// In the store alone.
        record Removed(AccountName name) implements Difference {}

        record Changed(AccountName name, Set<Column> columns) implements Difference {
            public Changed {
                columns = Set.copyOf(columns);
            }
        }
    }

    /// Compares on all cores: each clear password in the file costs a hash.
    public static AccountDiff between(AccountIndex index, ImportText text, Progress progress) {
        List<ImportedAccount> accounts = text.accounts();
        progress.start(Progress.Phase.HASHING_PASSWORDS, accounts.size());
        Difference[] found = new Difference[accounts.size()];
        boolean[] same = new boolean[accounts.size()];
        IntStream.range(0, found.length).parallel().forEach(i -> {
            ImportedAccount given = accounts.get(i);
            AccountEntry present = index.find(given.name()).orElse(null);
            if (present == null) {
                found[i] = new Difference.Added(given.name());
            } else {
                Set<Column> changes = ColumnChanges.between(present, given);
                same[i] = changes.isEmpty();
                found[i] = new Difference.Changed(given.name(), changes);
            }
            progress.step(1);
        });
        progress.finish();
        List<Difference> differences = new ArrayList<>();
        IntStream.range(0, found.length).filter(i -> !same[i]).forEach(i -> differences.add(found[i]));
        Set<AccountName> given = new HashSet<>();
        accounts.forEach(account -> given.add(account.name()));
        index.entries().stream()
                .map(AccountEntry::name)
                .filter(name -> !given.contains(name))
                .forEach(name -> differences.add(new Difference.Removed(name)));
        differences.sort((one, other) -> one.name().compareTo(other.name()));
        long unchanged = Arrays.asList(found).size()
                - differences.stream()
                        .filter(difference -> !(difference instanceof Difference.Removed))
                        .count();
        return new AccountDiff(differences, unchanged);
    }
}
