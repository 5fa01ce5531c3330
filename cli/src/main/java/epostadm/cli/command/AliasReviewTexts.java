package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.mailstore.alias.AliasFinding;
import java.util.List;

/// The findings about aliases in words.
final class AliasReviewTexts {

    private final Invocation invocation;

    AliasReviewTexts(Invocation invocation) {
        this.invocation = invocation;
    }

    /// @param alias the left side, empty where the line is none
    record Told(String token, String alias, List<String> concerns) {}

    static Told told(AliasFinding finding) {
        return switch (finding) {
            case AliasFinding.NoAlias _ -> new Told("no-alias", "", List.of());
            case AliasFinding.Duplicate f -> new Told("duplicate", f.alias(), List.of(Integer.toString(f.first())));
            case AliasFinding.Shadowed f ->
                new Told("shadowed", f.alias(), List.of(Integer.toString(f.by()), f.byAlias()));
            case AliasFinding.MisplacedStar f -> new Told("misplaced-star", f.alias(), List.of());
            case AliasFinding.UnknownTarget f -> new Told("unknown-target", f.alias(), List.of(f.address()));
            case AliasFinding.Loop f -> new Told("loop", f.alias(), List.of(String.join(" > ", f.addresses())));
            case AliasFinding.Outside f -> new Told("outside", f.alias(), List.of(f.address()));
            case AliasFinding.ForeignAlias f -> new Told("foreign-alias", f.alias(), List.of());
            case AliasFinding.OverAccount f -> new Told("over-account", f.alias(), List.of(f.address()));
        };
    }

    /// For people: what is odd and why it matters; for programs: its word.
    Cell cell(AliasFinding finding) {
        Told told = told(finding);
        return Cell.word(told.token(), text(told));
    }

    String sentence(AliasFinding finding) {
        Told told = told(finding);
        return told.alias().isEmpty() ? text(told) : told.alias() + ": " + text(told);
    }

    private String text(Told told) {
        return invocation.text("alias-finding." + told.token(), told.concerns().toArray());
    }
}
