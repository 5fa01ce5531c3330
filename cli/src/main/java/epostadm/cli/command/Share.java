package epostadm.cli.command;

import epostadm.cli.console.Cell;

/// A share of the UIDs there are, as people and programs read it: `99.99%`.
final class Share {

    private static final int HUNDREDTHS = 10_000;

    private Share() {}

    /// Rounded down, so that 100% is never said too early.
    static Cell cell(double share) {
        long hundredths = (long) (share * HUNDREDTHS);
        long rest = hundredths % 100;
        return Cell.text(hundredths / 100 + (rest < 10 ? ".0" : ".") + rest + "%");
    }
}
