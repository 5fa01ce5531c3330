package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.cli.console.Texts;
import epostadm.cli.console.Tokens;
import epostadm.cli.page.Bars;
import epostadm.cli.page.Figure;
import epostadm.cli.page.Notice;
import epostadm.cli.page.Page;
import epostadm.cli.page.Unit;
import epostadm.mailstore.check.DomainReport;
import epostadm.mailstore.check.Finding;
import epostadm.mailstore.check.FindingFilter;
import epostadm.mailstore.check.FolderReport;
import epostadm.mailstore.check.MailboxReport;
import epostadm.mailstore.check.Severity;
import epostadm.mailstore.check.StoreCheck;
import epostadm.mailstore.check.StoreReport;
import epostadm.mailstore.check.Totals;
import epostadm.mailstore.mail.DomainName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An inspection as a page: each kind of trouble with its first case, the sums, all findings, all folders.
///
/// Notes are counted, and listed under `--verbose` only, as in the text.
final class InspectionPage {

    private final Page page;
    private final Report folders;
    private final Invocation invocation;
    private final FindingTexts texts;
    private final Texts cures;
    private final List<Line> lines = new ArrayList<>();

    private InspectionPage(Page page, Report folders, Invocation invocation) {
        this.page = page;
        this.folders = folders;
        this.invocation = invocation;
        this.texts = new FindingTexts(invocation.messages());
        this.cures = Texts.findings(invocation.messages().language());
    }

    /// A finding and where it is.
    private record Line(Finding finding, Optional<DomainName> domain, String account, String folder) {}

    static StoreReport of(StoreCheck check, FindingFilter filter, Invocation invocation) throws IOException, Refusal {
        String lead = invocation.directory().toString();
        try (Page page = invocation.page(invocation.text("inspect.title"), lead)) {
            StoreReport store;
            InspectionPage inspection;
            try (Report folders = page.tableAtEnd(
                    invocation.text("inspect.all-folders"),
                    "account",
                    "domain",
                    "folder",
                    "messages",
                    "size",
                    "uidNext",
                    "findings")) {
                inspection = new InspectionPage(page, folders, invocation);
                store = check.run(filter, inspection::take, invocation.progress());
            }
            inspection.write(store);
            return store;
        }
    }

    private void take(MailboxReport mailbox) throws IOException {
        Optional<DomainName> domain = mailbox.place().domain();
        String account = mailbox.place().name();
        mailbox.findings().forEach(finding -> line(finding, domain, account, ""));
        if (mailbox.arrivals().count() > 0 || mailbox.folders().isEmpty()) {
            folders.row(
                    Cell.text(account),
                    StatsCells.domain(domain, invocation),
                    Cell.word("", invocation.text("stats.root")),
                    Cell.number(mailbox.arrivals().count()),
                    Cell.size(mailbox.arrivals().bytes()),
                    Cell.absent(),
                    Cell.number(mailbox.findings().size()));
        }
        for (FolderReport folder : mailbox.folders()) {
            folder.findings().forEach(finding -> line(finding, domain, account, folder.label()));
            folders.row(
                    Cell.text(account),
                    StatsCells.domain(domain, invocation),
                    Cell.text(folder.label()),
                    Cell.number(folder.messages().count()),
                    Cell.size(folder.messages().bytes()),
                    Cell.number(folder.uidNext()),
                    Cell.number(folder.findings().size()));
        }
    }

    private void line(Finding finding, Optional<DomainName> domain, String account, String folder) {
        if (finding.severity() != Severity.NOTE || invocation.verbose()) {
            lines.add(new Line(finding, domain, account, folder));
        }
    }

    private void write(StoreReport store) throws IOException {
        for (DomainReport domain : store.domains()) {
            domain.findings().forEach(finding -> line(finding, Optional.of(domain.domain()), "", ""));
        }
        store.findings().forEach(finding -> line(finding, Optional.empty(), "", ""));
        lines.sort(Comparator.comparing((Line line) -> line.finding.severity()).reversed());
        notices();
        figures(store);
        domains(store);
        findings();
    }

    /// One for each kind: the first case, and how many more there are.
    private void notices() throws IOException {
        Map<String, List<Line>> kinds = new LinkedHashMap<>();
        for (Line line : lines) {
            kinds.computeIfAbsent(texts.token(line.finding), _ -> new ArrayList<>())
                    .add(line);
        }
        List<Notice> notices = new ArrayList<>();
        for (List<Line> kind : kinds.values()) {
            Line first = kind.getFirst();
            String place = (first.account + " " + first.folder).strip();
            String sentence = (place.isEmpty() ? "" : place + ": ") + texts.sentence(first.finding);
            String told = kind.size() == 1 ? sentence : invocation.text("inspect.and-more", sentence, kind.size() - 1);
            String id = first.finding.kind().id();
            notices.add(new Notice(level(first.finding.severity()), id + " " + told, cures.text(id + ".cure")));
        }
        if (lines.stream().allMatch(line -> line.finding.severity() == Severity.NOTE)) {
            notices.add(new Notice(Notice.Level.FINE, invocation.text("inspect.fine")));
        }
        page.notices(notices);
    }

    private static Notice.Level level(Severity severity) {
        return switch (severity) {
            case ERROR -> Notice.Level.ERROR;
            case WARNING -> Notice.Level.WARNING;
            case NOTE -> Notice.Level.NOTE;
        };
    }

    private void figures(StoreReport store) throws IOException {
        Totals totals = store.totals();
        long accounts =
                store.domains().stream().mapToLong(DomainReport::accounts).sum();
        page.figures(List.of(
                figure("column.errors", Cell.number(totals.errors())),
                figure("column.warnings", Cell.number(totals.warnings())),
                figure("fact.accounts", Cell.number(accounts)),
                figure("fact.mailboxes", Cell.number(totals.mailboxes())),
                figure("fact.folders", Cell.number(totals.folders())),
                figure("fact.messages", Cell.number(totals.messages().count())),
                figure("fact.arrivals", Cell.number(totals.arrivals().count())),
                figure("fact.size", Cell.size(totals.bytes())),
                figure("fact.edition", Tokens.cell(store.edition(), "edition", invocation.messages()))));
    }

    private Figure figure(String label, Cell value) {
        return new Figure(invocation.messages().text(label), value);
    }

    private void domains(StoreReport store) throws IOException {
        List<Bars.Bar> bars = store.domains().stream()
                .map(domain ->
                        new Bars.Bar(domain.domain().text(), domain.totals().bytes()))
                .toList();
        if (!bars.isEmpty()) {
            page.picture(new Bars(
                    invocation.text("stats.by-domain"),
                    invocation.messages().text("column.domain"),
                    Unit.BYTES,
                    List.of(invocation.messages().text("column.size")),
                    bars));
        }
    }

    private void findings() throws IOException {
        try (Report report = page.table(
                invocation.messages().text("fact.findings"),
                "severity",
                "id",
                "account",
                "domain",
                "folder",
                "finding")) {
            for (Line line : lines) {
                report.row(
                        Tokens.cell(line.finding.severity(), "severity", invocation.messages()),
                        Cell.text(line.finding.kind().id()),
                        line.account.isEmpty() ? Cell.absent() : Cell.text(line.account),
                        StatsCells.domain(line.domain, invocation),
                        line.folder.isEmpty() ? Cell.absent() : Cell.text(line.folder),
                        Cell.text(texts.sentence(line.finding)));
            }
        }
    }
}
