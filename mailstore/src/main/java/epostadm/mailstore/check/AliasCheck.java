package epostadm.mailstore.check;

import epostadm.mailstore.account.AliasTrail;
import epostadm.mailstore.account.Aliases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks at the lines of the alias table. docs/store-format.md, "Aliases".
final class AliasCheck {

    private final Path file;
    private final AddressBook book;
    private final List<Finding> findings = new ArrayList<>();
    /// The first line of each alias, and those with a wildcard by their domain.
    private final Map<String, Aliases.Alias> firsts = new HashMap<>();
    private final Map<String, List<Aliases.Alias>> wildcards = new HashMap<>();
    private final Set<Set<String>> circles = new HashSet<>();

    private AliasCheck(Path file, AddressBook book) {
        this.file = file;
        this.book = book;
    }

    static List<Finding> check(Path file, AddressBook book) {
        AliasCheck check = new AliasCheck(file, book);
        List<Integer> unreadable = book.aliases().unreadableLines();
        if (!unreadable.isEmpty()) {
            check.findings.add(new AliasFinding.UnreadableAliasLines(file, unreadable.size(), unreadable.getFirst()));
        }
        book.aliases().entries().forEach(check::take);
        return check.findings;
    }

    private void take(Aliases.Alias alias) {
        String key = AddressBook.key(alias.alias());
        Optional<Aliases.Alias> first = shadow(key);
        if (first.isPresent()) {
            boolean same = AddressBook.key(first.get().alias()).equals(key)
                    && first.get().address().equalsIgnoreCase(alias.address());
            findings.add(
                    same
                            ? new AliasFinding.DuplicateAlias(
                                    file, alias.line(), first.get().line(), alias.alias())
                            : new AliasFinding.ShadowedAlias(
                                    file, alias.line(), first.get().line(), alias.alias()));
            return;
        }
        firsts.put(key, alias);
        boolean wildcard = key.charAt(key.indexOf('@') - 1) == '*';
        if (wildcard) {
            wildcards.computeIfAbsent(domain(key), _ -> new ArrayList<>(1)).add(alias);
        } else if (book.account(alias.alias()).isPresent() && !alias.address().equalsIgnoreCase(alias.alias())) {
            findings.add(new AliasFinding.AliasHidesAccount(file, alias.line(), alias.alias()));
        }
        if (alias.address().indexOf('*') < 0) {
            target(alias, wildcard);
        }
    }

    /// The line above that matches all that this one could match.
    private Optional<Aliases.Alias> shadow(String key) {
        return Optional.ofNullable(firsts.get(key))
                .or(() -> wildcards.getOrDefault(domain(key), List.of()).stream()
                        .filter(above -> key.startsWith(prefix(above)))
                        .findFirst());
    }

    private static String domain(String key) {
        return key.substring(key.indexOf('@') + 1);
    }

    private static String prefix(Aliases.Alias wildcard) {
        String key = AddressBook.key(wildcard.alias());
        return key.substring(0, key.indexOf('@') - 1);
    }

    private void target(Aliases.Alias alias, boolean wildcard) {
        AliasTrail trail = AliasTrail.of(wildcard ? alias.address() : alias.alias(), book.aliases());
        if (trail.circle()) {
            circle(alias, trail.addresses());
            return;
        }
        switch (book.of(alias.address())) {
            case FINE -> {}
            case RETIRED ->
                findings.add(new AliasFinding.AliasRetiredTarget(file, alias.line(), alias.alias(), alias.address()));
            case UNKNOWN ->
                findings.add(new AliasFinding.AliasUnknownTarget(file, alias.line(), alias.alias(), alias.address()));
        }
    }

    /// The circle at the end of the trail, once, at the first line that leads into it.
    private void circle(Aliases.Alias alias, List<String> trail) {
        List<String> circle = new ArrayList<>();
        for (String address : trail.reversed()) {
            String key = AddressBook.key(address);
            if (circle.contains(key)) {
                break;
            }
            circle.addFirst(key);
        }
        if (circles.add(Set.copyOf(circle))) {
            findings.add(new AliasFinding.AliasCircle(file, alias.line(), circle));
        }
    }
}
