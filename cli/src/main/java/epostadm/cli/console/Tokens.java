package epostadm.cli.console;

import java.util.Locale;

/// Constants as scripts and text keys see them: `SIZE_NEGATIVE` is `size-negative`.
public final class Tokens {

    private Tokens() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The constant as a cell: its token for programs, its text `PREFIX.token` for people.
    public static Cell cell(Enum<?> constant, String prefix, Texts texts) {
        return Cell.word(of(constant), texts.text(prefix + "." + of(constant)));
    }
}
