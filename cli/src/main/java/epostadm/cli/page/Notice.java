package epostadm.cli.page;

/// Something to look at, said at the top of a page.
///
/// @param next what to type or to do, or nothing
public record Notice(Level level, String sentence, String next) {

    /// The worst first.
    public enum Level {
        ERROR,
        WARNING,
        NOTE,
        /// Nothing is wrong: worth a line too.
        FINE
    }

    public Notice(Level level, String sentence) {
        this(level, sentence, "");
    }
}
