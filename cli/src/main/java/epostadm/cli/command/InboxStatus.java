package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.check.Depth;
import epostadm.mailstore.check.Finding;
import epostadm.mailstore.check.FolderCheck;
import epostadm.mailstore.check.FolderFinder;
import epostadm.mailstore.check.FolderReport;
import epostadm.mailstore.check.Scope;
import epostadm.mailstore.check.Severity;
import epostadm.mailstore.check.StoreCheck;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `inbox status`: how much of its UIDs a folder has used, of one account or of all.
///
/// Reads no account index where there is a mailbox, so that it works on a store that the vendor's programs manage.
/// Cron calls it often: its options are declared by hand.
final class InboxStatus implements QuickSubcommand {

    private static final String[] COLUMNS = {
        "account",
        "domain",
        "folder",
        "messages",
        "uidNext",
        "highestUid",
        "shareOf2To32",
        "shareOf2To31",
        "uidValidity",
        "findings"
    };

    private final PositionalParamSpec name = PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .paramLabel("NAME")
            .type(String.class)
            .build();
    private final OptionSpec all = FrameOptions.flag("--all").build();
    private final OptionSpec folder = FrameOptions.value(String.class, "FOLDER", "--folder");

    @Override
    public void declare(CommandSpec spec) {
        spec.addPositional(name).addOption(all).addOption(folder);
    }

    /// A folder and whose it is.
    private record Row(String account, Optional<DomainName> domain, FolderReport folder) {

        boolean troubled() {
            return folder.findings().stream().anyMatch(finding -> finding.severity() != Severity.NOTE);
        }
    }

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        Optional<String> account = Optional.ofNullable(name.getValue());
        boolean every = all.getValue() != null;
        if (account.isPresent() == every) {
            throw new Refusal(ExitCode.USAGE, invocation.text(every ? "status.name-and-all" : "status.whose"));
        }
        String typed = Optional.<String>ofNullable(folder.getValue()).orElse("INBOX");
        FolderName wanted = FolderName.parse(typed)
                .orElseThrow(() -> new Refusal(ExitCode.USAGE, invocation.text("folder.invalid", typed)));
        MailStore store = invocation.store();
        List<Row> rows = every ? ofAll(store, wanted, invocation) : ofOne(account.get(), store, wanted, invocation);
        if (rows.size() > 1) {
            rows.sort(
                    Comparator.comparingLong((Row row) -> -row.folder.uidNext()).thenComparing(row -> !row.troubled()));
        }
        print(rows, invocation);
        for (Row row : rows) {
            if (row.troubled()) {
                return ExitCode.FINDINGS;
            }
        }
        return ExitCode.OK;
    }

    private static List<Row> ofOne(String name, MailStore store, FolderName wanted, Invocation invocation)
            throws IOException, Refusal {
        AccountName account = AccountNames.existing(name, invocation);
        DomainName domain = invocation.domain(store);
        Optional<Mailbox> mailbox = store.mailboxes(domain).find(account);
        if (mailbox.isEmpty()) {
            // Says so where there is no such account either.
            store.account(account, domain);
            invocation.note("status.no-mailbox", account);
            return List.of();
        }
        FolderFinder finder = new FolderFinder(new FolderCheck(Depth.NAMES, invocation.clock()), store.edition());
        Optional<FolderReport> found = finder.find(mailbox.get().root(), wanted);
        if (found.isPresent()) {
            return List.of(new Row(account.text(), Optional.of(domain), found.get()));
        }
        Optional<Path> link = mailbox.get().link(wanted);
        if (link.isPresent()) {
            throw new RefusedException(new epostadm.mailstore.refusal.Refusal.LeadsOutOfStore(link.get()));
        }
        if (!wanted.isInbox()) {
            throw new Refusal(ExitCode.USAGE, invocation.text("refusal.unknown-folder", account, wanted));
        }
        invocation.note("status.no-inbox", account);
        return List.of();
    }

    private static List<Row> ofAll(MailStore store, FolderName wanted, Invocation invocation)
            throws IOException, Refusal {
        List<Row> rows = new ArrayList<>();
        Scope scope = new Scope(invocation.domain(), Optional.empty(), Depth.NAMES);
        StoreCheck.open(store.work(), scope, invocation.clock())
                .survey(
                        wanted,
                        (mailbox, found) -> rows.add(new Row(mailbox.name(), mailbox.domain(), found)),
                        invocation.progress());
        return rows;
    }

    private static void print(List<Row> rows, Invocation invocation) throws IOException {
        if (invocation.tellsRows()) {
            printAll(rows, invocation);
            return;
        }
        boolean severalDomains = rows.stream().map(Row::domain).distinct().count() > 1;
        List<String> columns = new ArrayList<>(List.of(COLUMNS));
        columns.removeIf(column -> column.equals("findings")
                // Whoever reads it has named the folder.
                || column.equals("folder")
                || column.equals("domain") && !severalDomains);
        try (Report report = invocation.table("folders", columns.toArray(String[]::new))) {
            for (Row row : rows) {
                List<Cell> cells = new ArrayList<>(cells(row));
                cells.remove(2);
                if (!severalDomains) {
                    cells.remove(1);
                }
                report.row(cells.toArray(Cell[]::new));
            }
        }
        if (rows.stream().anyMatch(row -> !row.folder.findings().isEmpty())) {
            invocation.bytes().write('\n');
            printFindings(rows, invocation);
        }
    }

    /// Below the numbers, since sentences beside them would be wider than any terminal.
    private static void printFindings(List<Row> rows, Invocation invocation) throws IOException {
        FindingTexts texts = new FindingTexts(invocation.messages());
        try (Report report = invocation.table("", "severity", "account", "finding")) {
            for (Row row : rows) {
                for (Finding finding : row.folder.findings()) {
                    report.row(
                            Tokens.cell(finding.severity(), "severity", invocation.messages()),
                            Cell.text(row.account),
                            Cell.text(texts.sentence(finding)));
                }
            }
        }
    }

    /// For programs.
    private static void printAll(List<Row> rows, Invocation invocation) throws IOException {
        FindingTexts texts = new FindingTexts(invocation.messages());
        try (Report report = invocation.table("folders", COLUMNS)) {
            for (Row row : rows) {
                List<Cell> cells = new ArrayList<>(cells(row));
                cells.add(Cell.several(texts.tokens(row.folder.findings())));
                report.row(cells.toArray(Cell[]::new));
            }
        }
    }

    private static List<Cell> cells(Row row) {
        FolderReport folder = row.folder;
        return List.of(
                Cell.text(row.account),
                row.domain.isPresent() ? Cell.text(row.domain.get().text()) : Cell.absent(),
                Cell.text(folder.label()),
                Cell.number(folder.messages().count()),
                Cell.number(folder.uidNext()),
                folder.highest().isPresent()
                        ? Cell.number(folder.highest().get().value())
                        : Cell.absent(),
                Share.cell(folder.shareOf2To32()),
                Share.cell(folder.shareOf2To31()),
                Cell.number(folder.uidValidity().value()));
    }
}
