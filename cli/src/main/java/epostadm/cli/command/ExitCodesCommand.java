package epostadm.cli.command;

import static epostadm.cli.console.Cell.number;
import static epostadm.cli.console.Cell.text;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Report;
import epostadm.cli.console.Texts;
import java.io.IOException;

/// `exit-codes`: the numbers with which the program can end.
final class ExitCodesCommand implements Subcommand {

    @Override
    public ExitCode run(Invocation invocation) throws IOException {
        Texts help = Texts.help(invocation.messages().language());
        try (Report report = invocation.table("exitCodes", "code", "meaning")) {
            for (ExitCode code : ExitCode.values()) {
                report.row(number(code.number()), text(code.meaning(help)));
            }
        }
        return ExitCode.OK;
    }
}
