package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import java.io.IOException;

/// One action, named in [CommandTable]: a class whose fields are its options and parameters in picocli's
/// annotations.
///
/// `@Command` is not needed and costs start-up time; every other field than an annotated one belongs into `run`.
/// Failures are thrown and become an exit code elsewhere; the code returned is one of those in the table.
interface Subcommand {

    ExitCode run(Invocation invocation) throws IOException, Refusal;
}
