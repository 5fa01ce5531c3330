package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.check.DomainReport;
import epostadm.mailstore.check.Finding;
import epostadm.mailstore.check.FindingFilter;
import epostadm.mailstore.check.FolderReport;
import epostadm.mailstore.check.MailboxPlace;
import epostadm.mailstore.check.MailboxReport;
import epostadm.mailstore.check.Severity;
import epostadm.mailstore.check.StoreCheck;
import epostadm.mailstore.check.StoreReport;
import epostadm.mailstore.check.Totals;
import epostadm.mailstore.mail.DomainName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// An inspection for people: under `--verbose` every folder, then the findings, the worst first, then the sums.
///
/// Notes are counted, and listed under `--verbose` only: a store after an import has one for each new account.
final class InspectionText {

    private final Invocation invocation;
    private final FindingTexts texts;
    private final List<Line> lines = new ArrayList<>();
    private final FindingFilter filter;
    private final boolean notes;
    private final boolean oneDomain;
    private boolean first = true;

    private InspectionText(Invocation invocation, FindingFilter filter, boolean notes, boolean oneDomain) {
        this.invocation = invocation;
        this.filter = filter;
        this.notes = notes || invocation.verbose();
        this.oneDomain = oneDomain;
        this.texts = new FindingTexts(invocation.messages());
    }

    /// A finding with the words for its place, and what to type next or nothing.
    private record Line(Finding finding, String account, String folder, String next) {}

    /// @param notes whether notes are listed, too, since they were asked for
    static StoreReport of(StoreCheck check, FindingFilter filter, boolean notes, Invocation invocation)
            throws IOException {
        InspectionText text = new InspectionText(invocation, filter, notes, check.domains() == 1);
        StoreReport store = invocation.verbose() ? text.folders(check) : text.run(check);
        for (DomainReport domain : store.domains()) {
            domain.findings()
                    .forEach(finding -> text.line(finding, domain.domain().text(), "", ""));
        }
        for (Finding finding : store.findings()) {
            text.line(finding, InspectionRows.name(store, finding), "", "");
        }
        text.findings();
        if (store.domains().size() > 1) {
            text.domains(store);
        }
        text.sums(store);
        return store;
    }

    private StoreReport run(StoreCheck check) throws IOException {
        return check.run(filter, this::take, invocation.progress());
    }

    private StoreReport folders(StoreCheck check) throws IOException {
        try (Report report = table("account", "folder", "messages", "size", "uidNext", "shareOf2To32", "limit")) {
            return check.run(
                    filter,
                    mailbox -> {
                        take(mailbox);
                        rows(mailbox, report);
                    },
                    invocation.progress());
        }
    }

    private void rows(MailboxReport mailbox, Report report) throws IOException {
        String account = account(mailbox.place());
        report.row(
                Cell.text(account),
                Cell.absent(),
                Cell.number(mailbox.use().count()),
                Cell.size(mailbox.use().bytes()),
                Cell.absent(),
                Cell.absent(),
                mailbox.sizeLimit() == 0 ? Cell.absent() : Cell.size(mailbox.sizeLimit()));
        for (FolderReport folder : mailbox.folders()) {
            report.row(
                    Cell.text(account),
                    Cell.text(folder.label()),
                    Cell.number(folder.messages().count()),
                    Cell.size(folder.messages().bytes()),
                    Cell.number(folder.uidNext()),
                    Share.cell(folder.shareOf2To32()),
                    Cell.absent());
        }
    }

    private void take(MailboxReport mailbox) {
        MailboxPlace place = mailbox.place();
        String account = account(place);
        for (Finding finding : mailbox.findings()) {
            String next = finding instanceof Finding.FolderWithoutAccount
                    ? "epostadm accounts add " + place.name() + domain(place)
                    : "";
            line(finding, account, "", next);
        }
        for (FolderReport folder : mailbox.folders()) {
            for (Finding finding : folder.findings()) {
                line(finding, account, folder.label(), cure(finding, place, folder));
            }
        }
    }

    private void line(Finding finding, String account, String folder, String next) {
        if (finding.severity() != Severity.NOTE || notes) {
            lines.add(new Line(finding, account, folder, next));
        }
    }

    private String cure(Finding finding, MailboxPlace place, FolderReport folder) {
        boolean used = finding instanceof Finding.UidNear2To32 || finding instanceof Finding.UidAbove2To31;
        if (!used || place.standing() != MailboxPlace.Standing.ACCOUNT) {
            return "";
        }
        String option = folder.label().equals("INBOX") ? "" : " --folder '" + folder.label() + "'";
        return "epostadm inbox reset-uid " + place.name() + domain(place) + option;
    }

    /// The domain is said only where there are several.
    private String account(MailboxPlace place) {
        Optional<DomainName> domain = place.domain();
        return oneDomain || domain.isEmpty() ? place.name() : place.name() + "@" + domain.get();
    }

    private String domain(MailboxPlace place) {
        Optional<DomainName> domain = place.domain();
        return oneDomain || domain.isEmpty() ? "" : " --domain " + domain.get();
    }

    private void findings() throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        lines.sort(Comparator.comparing((Line line) -> line.finding.severity()).reversed());
        try (Report report = table("severity", "id", "account", "folder", "finding")) {
            for (Line line : lines) {
                String sentence = texts.sentence(line.finding);
                report.row(
                        Tokens.cell(line.finding.severity(), "severity", invocation.messages()),
                        Cell.text(line.finding.kind().id()),
                        Cell.text(line.account),
                        line.folder.isEmpty() ? Cell.absent() : Cell.text(line.folder),
                        Cell.text(
                                line.next.isEmpty() ? sentence : invocation.text("inspect.next", sentence, line.next)));
            }
        }
    }

    private void domains(StoreReport store) throws IOException {
        try (Report report = table(
                "domain",
                "layout",
                "accounts",
                "mailboxes",
                "folders",
                "messages",
                "arrivals",
                "size",
                "errors",
                "warnings")) {
            for (DomainReport domain : store.domains()) {
                Totals totals = domain.totals();
                report.row(
                        Cell.text(domain.domain().text()),
                        Tokens.cell(domain.layout(), "layout", invocation.messages()),
                        Cell.number(domain.accounts()),
                        Cell.number(totals.mailboxes()),
                        Cell.number(totals.folders()),
                        Cell.number(totals.messages().count()),
                        Cell.number(totals.arrivals().count()),
                        Cell.size(totals.bytes()),
                        Cell.number(totals.errors()),
                        Cell.number(totals.warnings()));
            }
        }
    }

    private void sums(StoreReport store) throws IOException {
        Totals totals = store.totals();
        try (Report report = table()) {
            report.fact("store", Cell.text(store.work().toString()));
            report.fact("edition", Tokens.cell(store.edition(), "edition", invocation.messages()));
            Optional<DomainReport> only =
                    store.domains().size() == 1 ? Optional.of(store.domains().getFirst()) : Optional.empty();
            if (only.isPresent()) {
                report.fact("domain", Cell.text(only.get().domain().text()));
                report.fact("layout", Tokens.cell(only.get().layout(), "layout", invocation.messages()));
            }
            long accounts =
                    store.domains().stream().mapToLong(DomainReport::accounts).sum();
            report.fact("accounts", Cell.number(accounts));
            report.fact("mailboxes", Cell.number(totals.mailboxes()));
            report.fact("folders", Cell.number(totals.folders()));
            report.fact("messages", Cell.number(totals.messages().count()));
            report.fact("arrivals", Cell.number(totals.arrivals().count()));
            report.fact("size", Cell.size(totals.bytes()));
            String hint = totals.notes() > 0 && !notes ? invocation.text("inspect.notes") : "";
            report.fact(
                    "findings",
                    Cell.text(invocation.text("inspect.counts", totals.errors(), totals.warnings(), totals.notes())
                            + hint));
        }
    }

    /// Opens the next part of the output, a blank line below the one before.
    private Report table(String... columns) throws IOException {
        if (!first) {
            invocation.bytes().write('\n');
        }
        first = false;
        return invocation.table("", columns);
    }
}
