package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;

/// Texts that become cells of an account's line.
final class TextCells {

    private TextCells() {}

    /// Refuses a tab or another control character, which would end the cell.
    static void requireFit(String option, String text, Invocation invocation) throws Refusal {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new Refusal(ExitCode.USAGE, invocation.text("text.control-character", option));
        }
    }
}
