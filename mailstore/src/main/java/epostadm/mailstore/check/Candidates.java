package epostadm.mailstore.check;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The mailboxes of one directory of mailbox roots, and of the domains that keep theirs in it: all that lie there,
/// and those that its accounts would have.
///
/// In the common box a mailbox is counted with the first domain that has such an account, though others may share
/// it.
final class Candidates {

    private static final Comparator<Candidate> IN_ORDER = Comparator.comparing((Candidate candidate) ->
                    candidate.place().domain().map(DomainName::text).orElse(""))
            .thenComparing(candidate -> key(candidate.place().name()))
            .thenComparing(candidate -> candidate.place().name());

    private final Path directory;
    private final List<Accounts> domains;

    Candidates(Path directory, List<Accounts> domains) {
        this.directory = directory;
        this.domains = domains;
    }

    /// `others` are directories that are no mailboxes: those of other domains.
    List<Candidate> in(Scope scope, List<DomainName> others) throws IOException {
        Map<String, List<String>> names = names(others);
        List<Candidate> candidates = new ArrayList<>();
        for (Map.Entry<String, List<String>> entry : names.entrySet()) {
            List<String> twins = entry.getValue();
            for (String name : twins) {
                if (scope.includes(name)) {
                    candidates.add(candidate(name, twins));
                }
            }
        }
        Set<String> taken = new HashSet<>(names.keySet());
        for (Accounts accounts : domains) {
            if (accounts.index().isPresent()) {
                for (AccountEntry entry : accounts.index().get().entries()) {
                    if (!taken.contains(entry.name().key())
                            && scope.includes(entry.name().text())) {
                        candidates.add(without(entry, accounts.domain()));
                    }
                }
            }
        }
        if (scope.domain().isPresent()) {
            candidates.removeIf(candidate -> !candidate.place().domain().equals(scope.domain()));
        }
        candidates.sort(IN_ORDER);
        return candidates;
    }

    private Map<String, List<String>> names(List<DomainName> others) throws IOException {
        Map<String, List<String>> names = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            for (String name : FolderListing.names(directory)) {
                if (others.stream().noneMatch(other -> other.text().equalsIgnoreCase(name))) {
                    names.computeIfAbsent(key(name), _ -> new ArrayList<>(1)).add(name);
                }
            }
        }
        names.values().forEach(Collections::sort);
        return names;
    }

    /// Which of several twins is the account's own nobody can tell: none of them is held against its line.
    private Candidate candidate(String name, List<String> same) {
        List<String> twins = name.equals(same.getFirst()) ? same : List.of();
        Path root = directory.resolve(name);
        Optional<DomainName> first = domains.stream().map(Accounts::domain).findFirst();
        if (name.startsWith("~")) {
            return new Candidate(
                    new MailboxPlace(root, name, first, MailboxPlace.Standing.PUT_ASIDE), Optional.empty(), List.of());
        }
        Optional<AccountName> account = AccountName.parse(name);
        boolean allKnown = !domains.isEmpty();
        for (Accounts accounts : domains) {
            Optional<AccountEntry> entry = accounts.index().flatMap(index -> account.flatMap(index::find));
            if (entry.isPresent()) {
                MailboxPlace place =
                        new MailboxPlace(root, name, Optional.of(accounts.domain()), MailboxPlace.Standing.ACCOUNT);
                return new Candidate(place, same.size() > 1 ? Optional.empty() : entry, twins);
            }
            allKnown &= accounts.index().isPresent();
        }
        MailboxPlace.Standing standing =
                allKnown ? MailboxPlace.Standing.FOLDER_WITHOUT_ACCOUNT : MailboxPlace.Standing.ACCOUNTS_UNKNOWN;
        return new Candidate(new MailboxPlace(root, name, first, standing), Optional.empty(), twins);
    }

    private Candidate without(AccountEntry entry, DomainName domain) {
        String name = entry.name().text();
        MailboxPlace place = new MailboxPlace(
                directory.resolve(name), name, Optional.of(domain), MailboxPlace.Standing.ACCOUNT_WITHOUT_FOLDER);
        return new Candidate(place, Optional.of(entry), List.of());
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
