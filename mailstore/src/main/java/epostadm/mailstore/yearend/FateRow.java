package epostadm.mailstore.yearend;

import java.util.List;

/// A fate as a row of a table: its word, the mailbox that was moved or taken over, or nothing, and the columns that
/// change.
public record FateRow(String word, String mailbox, List<ColumnChange> columns) {

    public FateRow {
        columns = List.copyOf(columns);
    }

    public static FateRow of(Fate fate) {
        return switch (fate) {
            case Fate.Joins joins -> row("joins", joins.putAside());
            case Fate.Inherits inherits -> row("inherits", inherits.directory());
            case Fate.Stays _ -> row("stays", "");
            case Fate.LeftAsIs _ -> row("left-as-is", "");
            case Fate.Changes changes -> new FateRow("changes", "", changes.columns());
            case Fate.Leaves leaves -> row("leaves", leaves.putAside());
            case Fate.IsRemoved removed -> row("is-removed", removed.directory());
            case Fate.Remains _ -> row("remains", "");
        };
    }

    private static FateRow row(String word, String mailbox) {
        return new FateRow(word, mailbox, List.of());
    }
}
