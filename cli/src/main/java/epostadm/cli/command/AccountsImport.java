package epostadm.cli.command;

import static epostadm.cli.command.BadLines.columnName;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.account.StarredPasswords;
import epostadm.mailstore.change.AccountImport;
import epostadm.mailstore.change.AccountImport.Outcome;
import epostadm.mailstore.change.ImportMode;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `accounts import`: the accounts of an import text come into the store.
final class AccountsImport extends ChangingCommand {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

    @Mixin
    private EncodingOption encoding;

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(names = "--mode", paramLabel = "add|update|replace")
    private ImportMode mode = ImportMode.ADD;

    @Option(names = "--create-folders")
    private boolean createFolders;

    @Option(names = "--keep-passwords")
    private boolean keepPasswords;

    @Option(names = "--skip-bad")
    private boolean skipBad;

    @Option(names = "--scheme", paramLabel = "scram-sha-256|sha512-crypt|plain")
    private PasswordScheme scheme = PasswordScheme.SCRAM_SHA_256;

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        DomainName domain = invocation.domain(store);
        AccountIndex present = store.accounts(domain);
        StarredPasswords stars = keepPasswords ? StarredPasswords.kept(present) : StarredPasswords.REFUSED;
        ImportText text =
                ImportText.read(file, encoding.forced(), store.accountNameLength(), stars, invocation.progress());
        new BadLines(invocation).tell(text);
        if (keepPasswords) {
            invocation.note("import.kept", text.kept().size());
        }
        if (!text.badLines().isEmpty() && !skipBad) {
            int bad = text.badLines().size();
            throw new Refusal(ExitCode.PARTLY_REJECTED, invocation.text("import.bad-lines", file, bad));
        }
        AccountImport.Options options = new AccountImport.Options(
                mode, createFolders, scheme, DAY.format(invocation.clock().instant()));
        AccountImport.Plan plan = new AccountImport(store, domain, options, invocation.progress()).plan(text);
        warn(plan, invocation);
        Proposal proposal = new Proposal(
                plan.change(),
                table(plan, invocation),
                question(plan, domain, invocation),
                text.badLines().isEmpty() ? ExitCode.OK : ExitCode.PARTLY_REJECTED);
        return proposal;
    }

    private Optional<String> question(AccountImport.Plan plan, DomainName domain, Invocation invocation) {
        return mode == ImportMode.REPLACE
                ? Optional.of(
                        invocation.text("ask.replace", domain, plan.vanished().size()))
                : Optional.empty();
    }

    private static void warn(AccountImport.Plan plan, Invocation invocation) {
        if (plan.otherDomains() > 0) {
            invocation.note("import.other-domains", plan.otherDomains());
        }
        if (plan.withoutApopDat() > 0) {
            invocation.warn("import.without-apop-dat", plan.withoutApopDat());
        }
        List<AccountName> inherited = plan.outcomes().stream()
                .filter(Outcome.CreatedOverMailbox.class::isInstance)
                .map(Outcome::name)
                .toList();
        if (!inherited.isEmpty()) {
            invocation.warn("import.over-mailbox", inherited.size(), inherited.getFirst());
        }
    }

    /// Rows for what the import does; accounts that stay as they are only under `--verbose`.
    private Proposal.Table table(AccountImport.Plan plan, Invocation invocation) {
        return new Proposal.Table("accounts", List.of("account", "outcome", "columns"), report -> {
            long[] counts = new long[5];
            for (Outcome outcome : plan.outcomes()) {
                Row row = row(outcome);
                counts[row.place()]++;
                if (row.change() && (invocation.tellsRows() || invocation.dryRun()) || invocation.verbose()) {
                    report.row(
                            Cell.text(outcome.name().text()),
                            Cell.word(row.token(), invocation.text("outcome." + row.token())),
                            columns(outcome));
                }
            }
            for (AccountName name : plan.vanished()) {
                report.row(
                        Cell.text(name.text()),
                        Cell.word("vanished", invocation.text("outcome.vanished")),
                        Cell.absent());
            }
            facts(plan, counts, report);
        });
    }

    private static void facts(AccountImport.Plan plan, long[] counts, Report report) throws IOException {
        report.fact("created", Cell.number(counts[0] + counts[1]));
        report.fact("changed", Cell.number(counts[2]));
        report.fact("unchanged", Cell.number(counts[3]));
        report.fact("skipped", Cell.number(counts[4]));
        report.fact("vanished", Cell.number(plan.vanished().size()));
        report.fact("badLines", Cell.number(plan.text().badLines().size()));
        report.fact("encoding", Cell.text(plan.text().encoding().charset().name()));
    }

    /// How an outcome is told: its place among the counts, its word, and whether it changes something.
    private record Row(int place, String token, boolean change) {}

    private static Row row(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Created _ -> new Row(0, "created", true);
            case Outcome.CreatedOverMailbox _ -> new Row(1, "created-over-mailbox", true);
            case Outcome.Changed _ -> new Row(2, "changed", true);
            case Outcome.Unchanged _ -> new Row(3, "unchanged", false);
            case Outcome.Skipped _ -> new Row(4, "skipped", false);
        };
    }

    private static Cell columns(Outcome outcome) {
        return outcome instanceof Outcome.Changed(AccountName _, Set<epostadm.mailstore.account.Column> columns)
                ? Cell.several(columns.stream()
                        .sorted()
                        .map(column -> columnName(column))
                        .toList())
                : Cell.absent();
    }
}
