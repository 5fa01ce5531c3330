package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.OutputFormat;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.change.PrivateOutput;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.yearend.NextYear;
import epostadm.mailstore.yearend.PlanFile;
import epostadm.mailstore.yearend.PlannedYearEnd;
import epostadm.mailstore.yearend.Wish;
import epostadm.mailstore.yearend.YearEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `year-end plan`: what next year's list does to the store, and the traps in it. Changes nothing.
final class YearEndPlan implements Subcommand {

    @Mixin
    private EncodingOption encoding;

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(names = "--leavers", paramLabel = "retire|keep|remove")
    private Wish.Leavers leavers = Wish.Leavers.RETIRE;

    @Option(names = "--changes", paramLabel = "apply|keep")
    private Wish.Stayers changes = Wish.Stayers.APPLY;

    @Option(names = "--found-folders", paramLabel = "put-aside|keep")
    private Wish.FoundFolders foundFolders = Wish.FoundFolders.PUT_ASIDE;

    @Option(names = "--scheme", paramLabel = "scram-sha-256|sha512-crypt|plain")
    private PasswordScheme scheme = PasswordScheme.SCRAM_SHA_256;

    @Option(names = "--keep-passwords")
    private boolean keepPasswords;

    @Option(names = "--skip-bad")
    private boolean skipBad;

    @Option(names = "--licence", paramLabel = "N")
    private long licence;

    @Option(names = "--out", paramLabel = "PLAN")
    private Optional<Path> out = Optional.empty();

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = invocation.store();
        DomainName domain = invocation.domain(store);
        if (out.isPresent()) {
            requireFree(out.get(), invocation);
        }
        ImportText text =
                new NextYear(store, domain, invocation.progress()).read(file, encoding.forced(), keepPasswords);
        new BadLines(invocation).tell(text);
        if (keepPasswords) {
            invocation.note("import.kept", text.kept().size());
        }
        Wish wish = new Wish(leavers, changes, foundFolders, scheme, skipBad, keepPasswords, Math.max(0, licence));
        PlannedYearEnd plan =
                new YearEnd(store, domain, wish, invocation.clock().instant(), invocation.progress()).plan(text);
        if (out.isPresent()) {
            PrivateOutput.write(out.get(), to -> PlanFile.write(plan, to));
        }
        YearEndTable table = YearEndTable.ofPlan(plan, invocation);
        table.warn();
        if (invocation.output() == OutputFormat.HTML) {
            YearEndPage.ofPlan(plan, invocation).write(invocation.terminal());
        } else {
            Proposal.Table rows = table.table();
            try (Report report = invocation.table(rows.name(), rows.columns().toArray(String[]::new))) {
                rows.content().tell(report);
            }
        }
        if (plan.vendorManaged()) {
            invocation.note("year-end.vendor-plan");
        }
        if (plan.blocks() > 0) {
            invocation.note("year-end.blocked");
        } else if (out.isPresent()) {
            invocation.note("year-end.planned", out.get());
        } else {
            invocation.note("year-end.shown");
        }
        if (!text.badLines().isEmpty()) {
            return ExitCode.PARTLY_REJECTED;
        }
        return plan.traps().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    /// An earlier plan is replaced, and nothing else is.
    private static void requireFree(Path file, Invocation invocation) throws IOException, Refusal {
        if (!Files.exists(file)) {
            return;
        }
        try {
            PlanFile.read(file);
        } catch (RefusedException e) {
            throw new Refusal(ExitCode.USAGE, invocation.text("year-end.no-plan", file));
        }
    }
}
