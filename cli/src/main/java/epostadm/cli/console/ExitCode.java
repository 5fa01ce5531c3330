package epostadm.cli.console;

/// How a run ended, as scripts see it; the numbers never change their meaning.
///
/// docs/exit-codes.md.
public enum ExitCode {
    OK(0),
    /// Nothing failed, but there is something to look at.
    FINDINGS(1),
    USAGE(2),
    PARTLY_REJECTED(3),
    NO_STORE(10),
    STORE_IN_USE(11),
    FOREIGN_FORMAT(12),
    CANNOT_READ_OR_WRITE(13),
    CHANGE_INTERRUPTED(20),
    OUR_FAULT(70),
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /// What the code means, as one line of the help bundle.
    public String meaning(Texts help) {
        return help.text("exit." + number);
    }
}
