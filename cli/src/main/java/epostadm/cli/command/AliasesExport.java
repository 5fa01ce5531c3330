package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.account.AccountTextForm;
import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.alias.AliasText;
import epostadm.mailstore.change.PrivateOutput;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `aliases export`: the aliases as import text, into a file or to standard output.
final class AliasesExport implements Subcommand {

    @Parameters(paramLabel = "FILE", arity = "0..1")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--line-end", paramLabel = "crlf|lf")
    private AccountTextForm.LineEnd lineEnd = AccountTextForm.LineEnd.CRLF;

    @Option(names = "--overwrite")
    private boolean overwrite;

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = invocation.store();
        Aliases aliases = store.aliases();
        if (file.isPresent() && !overwrite && Files.exists(file.get())) {
            throw new Refusal(ExitCode.USAGE, invocation.text("export.exists", file.get()));
        }
        String end = lineEnd == AccountTextForm.LineEnd.CRLF ? "\r\n" : "\n";
        if (file.isPresent()) {
            PrivateOutput.write(file.get(), out -> AliasText.write(aliases, end, out));
        } else {
            AliasText.write(aliases, end, invocation.bytes());
        }
        int others = aliases.unreadableLines().size();
        if (others > 0) {
            invocation.warn("aliases.other-lines", others);
        }
        return ExitCode.OK;
    }
}
