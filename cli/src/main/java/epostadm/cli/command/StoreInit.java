package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.change.StoreCreation;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `store init`: a new, empty store.
final class StoreInit implements Subcommand {

    @Parameters(paramLabel = "DIR")
    private Path directory = Path.of("");

    @Option(
            names = {"-d", "--domain"},
            paramLabel = "DOMAIN",
            required = true)
    private String domain = "";

    @Option(names = "--edition", paramLabel = "windows|bsd")
    private Edition edition = Edition.BSD;

    @Option(names = "--layout", paramLabel = "per-domain|common")
    private Layout layout = Layout.PER_DOMAIN;

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        DomainName name = invocation.domain(domain);
        StoreCreation creation = new StoreCreation(directory, name, edition, layout);
        creation.requireRoom();
        if (invocation.dryRun()) {
            invocation.note("change.dry-run");
        } else {
            creation.create();
        }
        try (Report report = invocation.facts()) {
            report.fact(
                    "store", Cell.text(directory.toAbsolutePath().normalize().toString()));
            report.fact("domain", Cell.text(name.text()));
            report.fact("edition", Tokens.cell(edition, "edition", invocation.messages()));
            report.fact("layout", Tokens.cell(layout, "layout", invocation.messages()));
        }
        return ExitCode.OK;
    }
}
