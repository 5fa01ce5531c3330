package epostadm.mailstore.check;

import java.nio.file.Path;
import java.util.List;

/// Trouble with a line of the alias table, which is `place`. docs/store-format.md, "Aliases".
public sealed interface AliasFinding extends Finding {

    /// The line says the same as line `first`.
    record DuplicateAlias(Path place, int line, int first, String alias) implements AliasFinding {}

    /// The line never counts, since line `first` matches whatever it would match.
    record ShadowedAlias(Path place, int line, int first, String alias) implements AliasFinding {}

    /// The address is in a domain of ours and is no account and no alias.
    record AliasUnknownTarget(Path place, int line, String alias, String address) implements AliasFinding {}

    /// The address was an account and was retired.
    record AliasRetiredTarget(Path place, int line, String alias, String address) implements AliasFinding {}

    /// Aliases that lead round in a circle, the first of them in that line.
    record AliasCircle(Path place, int line, List<String> addresses) implements AliasFinding {}

    /// The alias is the address of an account, which so gets no mail.
    record AliasHidesAccount(Path place, int line, String alias) implements AliasFinding {}

    /// Lines that are neither aliases nor blank, the first of them in that line.
    record UnreadableAliasLines(Path place, int count, int line) implements AliasFinding {}
}
