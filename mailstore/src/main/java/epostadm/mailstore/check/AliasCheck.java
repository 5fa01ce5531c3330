package epostadm.mailstore.check;

import epostadm.mailstore.alias.AliasReview;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What [AliasReview] says of the alias table, as findings. docs/store-format.md, "Aliases".
final class AliasCheck {

    private final Path file;
    private final AddressBook book;
    private final Set<Set<String>> circles = new HashSet<>();

    private AliasCheck(Path file, AddressBook book) {
        this.file = file;
        this.book = book;
    }

    static List<Finding> check(Path file, AddressBook book) {
        AliasCheck check = new AliasCheck(file, book);
        List<Finding> findings = new ArrayList<>();
        List<Integer> unreadable = book.aliases().unreadableLines();
        if (!unreadable.isEmpty()) {
            findings.add(new AliasFinding.UnreadableAliasLines(file, unreadable.size(), unreadable.getFirst()));
        }
        AliasReview.of(book.aliases(), book.own())
                .forEach(reviewed -> check.finding(reviewed).ifPresent(findings::add));
        return findings;
    }

    private Optional<Finding> finding(epostadm.mailstore.alias.AliasFinding reviewed) {
        return switch (reviewed) {
            case epostadm.mailstore.alias.AliasFinding.Duplicate(int line, String alias, int first) ->
                Optional.of(new AliasFinding.DuplicateAlias(file, line, first, alias));
            case epostadm.mailstore.alias.AliasFinding.Shadowed(int line, String alias, int by, String _) ->
                Optional.of(new AliasFinding.ShadowedAlias(file, line, by, alias));
            case epostadm.mailstore.alias.AliasFinding.OverAccount(int line, String alias, String _) ->
                Optional.of(new AliasFinding.AliasHidesAccount(file, line, alias));
            case epostadm.mailstore.alias.AliasFinding.UnknownTarget(int line, String alias, String address) ->
                Optional.of(
                        book.of(address) == AddressBook.Standing.RETIRED
                                ? new AliasFinding.AliasRetiredTarget(file, line, alias, address)
                                : new AliasFinding.AliasUnknownTarget(file, line, alias, address));
            case epostadm.mailstore.alias.AliasFinding.Loop(int line, String _, List<String> addresses) ->
                circle(line, addresses);
            // Told together.
            case epostadm.mailstore.alias.AliasFinding.NoAlias _ -> Optional.empty();
            // Good to know for who looks at aliases, no trouble of the store.
            case epostadm.mailstore.alias.AliasFinding.MisplacedStar _,
                    epostadm.mailstore.alias.AliasFinding.Outside _,
                    epostadm.mailstore.alias.AliasFinding.ForeignAlias _ -> Optional.empty();
        };
    }

    /// The circle at the end of the trail, once, at the first line that leads into it.
    private Optional<Finding> circle(int line, List<String> trail) {
        List<String> keys = trail.stream().map(AddressBook::key).toList();
        List<String> circle = keys.subList(keys.indexOf(keys.getLast()), keys.size() - 1);
        return circles.add(Set.copyOf(circle))
                ? Optional.of(new AliasFinding.AliasCircle(file, line, List.copyOf(circle)))
                : Optional.empty();
    }
}
