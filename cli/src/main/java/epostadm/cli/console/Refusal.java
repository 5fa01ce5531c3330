package epostadm.cli.console;

/// A run that ends because the program declines to go on: an exit code, one sentence, and perhaps what to type
/// next.
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1;

    private final ExitCode code;
    private final String next;

    /// `next` is a command line or empty.
    public Refusal(ExitCode code, String sentence, String next) {
        super(sentence);
        this.code = code;
        this.next = next;
    }

    public Refusal(ExitCode code, String sentence) {
        this(code, sentence, "");
    }

    ExitCode code() {
        return code;
    }

    String next() {
        return next;
    }
}
