package epostadm.mailstore.change;

import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.account.Aliases.Alias;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Plans changes of the alias table. What is no alias stays as it is, and so does the order of the rest.
public final class AliasEdits {

    private final MailStore store;
    private final Aliases present;

    private AliasEdits(MailStore store, Aliases present) {
        this.store = store;
        this.present = present;
    }

    public static AliasEdits of(MailStore store) throws IOException {
        return new AliasEdits(store, store.aliases());
    }

    /// A change of the table, and what it does with each alias that was given.
    ///
    /// @param leftOut those that stand there already, or stood twice in what was given
    ///
    /// @param table as it is then
    public record Plan(ChangePlan change, Aliases table, List<Alias> added, List<Alias> leftOut, List<Alias> removed) {
        public Plan {
            added = List.copyOf(added);
            leftOut = List.copyOf(leftOut);
            removed = List.copyOf(removed);
        }
    }

    /// Where new lines come. The first line that matches wins.
    public sealed interface Place {
        record First() implements Place {}

        /// Before the first line for that alias.
        record Before(String alias) implements Place {}

        record Last() implements Place {}
    }

    /// @throws RefusedException where there is no alias to put it before
    public Plan add(List<Alias> aliases, Place place) throws IOException {
        List<Alias> added = new ArrayList<>();
        List<Alias> leftOut = new ArrayList<>();
        split(aliases, present.entries(), added, leftOut);
        Aliases changed = present.with(added, line(place));
        return plan("alias-add", added, changed, new Plan(none(), changed, added, leftOut, List.of()));
    }

    /// The aliases in place of all that stands there, but for those that stand twice among them.
    public Plan replace(List<Alias> aliases) throws IOException {
        List<Alias> added = new ArrayList<>();
        List<Alias> leftOut = new ArrayList<>();
        split(aliases, List.of(), added, leftOut);
        Aliases changed = Aliases.empty().with(added, 1);
        boolean same = changed.lineCount() == present.lineCount() && equal(added, present.entries());
        return same
                ? new Plan(none(), present, List.of(), aliases, List.of())
                : plan(
                        "alias-replace",
                        List.of(),
                        changed,
                        new Plan(none(), changed, added, leftOut, present.entries()));
    }

    /// Removes all lines for an alias, or those of them that lead to one of `addresses`.
    ///
    /// @param addresses none for all
    /// @throws RefusedException where there is no such line
    public Plan remove(String alias, Set<String> addresses) throws IOException {
        Set<String> wanted = addresses.stream().map(AliasEdits::lower).collect(Collectors.toSet());
        List<Alias> removed = present.entries().stream()
                .filter(entry -> entry.alias().equalsIgnoreCase(alias))
                .filter(entry -> wanted.isEmpty() || wanted.contains(lower(entry.address())))
                .toList();
        if (removed.isEmpty()) {
            throw new RefusedException(new Refusal.UnknownAlias(alias));
        }
        Aliases rest = present.without(removed.stream().map(Alias::line).collect(Collectors.toSet()));
        return plan("alias-remove", removed, rest, new Plan(none(), rest, List.of(), List.of(), removed));
    }

    private static void split(List<Alias> given, List<Alias> there, List<Alias> added, List<Alias> leftOut) {
        Set<String> known = new HashSet<>();
        there.forEach(alias -> known.add(key(alias)));
        for (Alias alias : given) {
            (known.add(key(alias)) ? added : leftOut).add(alias);
        }
    }

    private int line(Place place) throws RefusedException {
        return switch (place) {
            case Place.First _ -> 1;
            case Place.Last _ -> present.lineCount() + 1;
            case Place.Before(String alias) ->
                present.entries().stream()
                        .filter(entry -> entry.alias().equalsIgnoreCase(alias))
                        .findFirst()
                        .orElseThrow(() -> new RefusedException(new Refusal.UnknownAlias(alias)))
                        .line();
        };
    }

    private Plan plan(String kind, List<Alias> subjects, Aliases changed, Plan plan) throws IOException {
        if (plan.added().isEmpty() && plan.removed().isEmpty()) {
            return plan;
        }
        PlanBuilder builder = new PlanBuilder(store.paths());
        builder.putFile(store.paths().aliases(), changed::writeTo);
        String subject = subjects.size() == 1
                ? subjects.getFirst().alias()
                : Integer.toString(plan.added().size() + plan.removed().size());
        return new Plan(builder.plan(kind, subject), changed, plan.added(), plan.leftOut(), plan.removed());
    }

    private static ChangePlan none() {
        return new ChangePlan("alias-none", "", List.of(), List.of());
    }

    private static boolean equal(List<Alias> some, List<Alias> others) {
        return some.stream()
                .map(AliasEdits::key)
                .toList()
                .equals(others.stream().map(AliasEdits::key).toList());
    }

    private static String key(Alias alias) {
        return lower(alias.alias()) + "\t" + lower(alias.address());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
