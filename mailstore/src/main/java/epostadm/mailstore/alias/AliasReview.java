package epostadm.mailstore.alias;

import epostadm.mailstore.account.AliasTrail;
import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.account.Aliases.Alias;
import epostadm.mailstore.alias.OwnAddresses.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Looks over an alias table. docs/store-format.md, "Aliases".
public final class AliasReview {

    private final Aliases aliases;
    private final OwnAddresses own;
    private final List<AliasFinding> findings = new ArrayList<>();
    private final Map<String, Alias> firstByText = new HashMap<>();
    private final List<Alias> wildcards = new ArrayList<>();

    private AliasReview(Aliases aliases, OwnAddresses own) {
        this.aliases = aliases;
        this.own = own;
    }

    /// What is odd, line by line.
    public static List<AliasFinding> of(Aliases aliases, OwnAddresses own) {
        AliasReview review = new AliasReview(aliases, own);
        aliases.unreadableLines().forEach(line -> review.findings.add(new AliasFinding.NoAlias(line)));
        aliases.entries().forEach(review::look);
        review.findings.sort(Comparator.comparingInt(AliasFinding::line));
        return List.copyOf(review.findings);
    }

    private void look(Alias alias) {
        Optional<Alias> covering = covering(alias);
        if (covering.isPresent()) {
            findings.add(hidden(alias, covering.get()));
            return; // Whatever else is wrong with it does no harm.
        }
        firstByText.put(key(alias), alias);
        if (alias.pattern().misplacedStar()) {
            findings.add(new AliasFinding.MisplacedStar(alias.line(), alias.alias()));
        }
        if (alias.pattern().wildcard()) {
            wildcards.add(alias);
        }
        lookAtSource(alias);
        lookAtTarget(alias);
    }

    /// The first line above that takes all that this one would.
    private Optional<Alias> covering(Alias alias) {
        Optional<Alias> same = Optional.ofNullable(firstByText.get(key(alias)));
        Optional<Alias> wildcard = wildcards.stream()
                .filter(above -> above.pattern().covers(alias.pattern()))
                .findFirst();
        return wildcard.isPresent()
                        && (same.isEmpty() || wildcard.get().line() < same.get().line())
                ? wildcard
                : same;
    }

    private static AliasFinding hidden(Alias alias, Alias by) {
        return alias.sameAs(by)
                ? new AliasFinding.Duplicate(alias.line(), alias.alias(), by.line())
                : new AliasFinding.Shadowed(alias.line(), alias.alias(), by.line(), by.alias());
    }

    private void lookAtSource(Alias alias) {
        Target source = own.of(alias.alias());
        if (source == Target.OUTSIDE) {
            findings.add(new AliasFinding.ForeignAlias(alias.line(), alias.alias()));
        } else if (source == Target.ACCOUNT && !alias.alias().equalsIgnoreCase(alias.address())) {
            findings.add(new AliasFinding.OverAccount(alias.line(), alias.alias(), alias.address()));
        }
    }

    private void lookAtTarget(Alias alias) {
        AliasTrail trail = AliasTrail.of(alias.alias(), aliases);
        if (trail.circle()) {
            findings.add(new AliasFinding.Loop(alias.line(), alias.alias(), circle(trail.addresses())));
            return;
        }
        boolean self = alias.alias().equalsIgnoreCase(alias.address());
        if (!self && aliases.match(alias.address()).isPresent()) {
            return; // Its own line speaks of where that leads.
        }
        Target target = own.of(alias.address());
        if (target == Target.OUTSIDE) {
            findings.add(new AliasFinding.Outside(alias.line(), alias.alias(), alias.address()));
        } else if (target == Target.UNKNOWN && alias.address().indexOf('*') < 0) {
            findings.add(new AliasFinding.UnknownTarget(alias.line(), alias.alias(), alias.address()));
        }
    }

    /// The way once round.
    private static List<String> circle(List<String> addresses) {
        List<String> once = new ArrayList<>();
        for (String address : addresses) {
            boolean seen = once.stream().anyMatch(address::equalsIgnoreCase);
            once.add(address);
            if (seen) {
                break;
            }
        }
        return once;
    }

    private static String key(Alias alias) {
        return alias.alias().toLowerCase(Locale.ROOT);
    }
}
