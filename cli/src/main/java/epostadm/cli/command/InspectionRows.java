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
import epostadm.mailstore.check.StoreCheck;
import epostadm.mailstore.check.StoreReport;
import epostadm.mailstore.check.Totals;
import epostadm.mailstore.mail.Uid;
import java.io.IOException;
import java.util.List;

/// An inspection for programs: a row for each mailbox, each of its folders and, at the end, each domain; streamed.
final class InspectionRows {

    private static final String[] COLUMNS = {
        "kind",
        "domain",
        "account",
        "standing",
        "folder",
        "arrivals",
        "messages",
        "size",
        "limit",
        "uidNext",
        "highestUid",
        "shareOf2To32",
        "uidValidity",
        "findings",
        "details",
        "ids"
    };

    private final Report report;
    private final FindingTexts texts;

    private InspectionRows(Report report, FindingTexts texts) {
        this.report = report;
        this.texts = texts;
    }

    static StoreReport of(StoreCheck check, FindingFilter filter, Invocation invocation) throws IOException {
        try (Report report = invocation.table("places", COLUMNS)) {
            InspectionRows rows = new InspectionRows(report, new FindingTexts(invocation.messages()));
            StoreReport store = check.run(filter, rows::mailbox, invocation.progress());
            for (DomainReport domain : store.domains()) {
                rows.domain(domain);
            }
            for (Finding finding : store.findings()) {
                rows.ofStore(store, finding);
            }
            rows.facts(store);
            return store;
        }
    }

    private void mailbox(MailboxReport mailbox) throws IOException {
        MailboxPlace place = mailbox.place();
        report.row(
                Cell.text("mailbox"),
                domain(place),
                Cell.text(place.name()),
                Cell.text(Tokens.of(place.standing())),
                Cell.absent(),
                Cell.number(mailbox.arrivals().count()),
                Cell.number(mailbox.use().count()),
                Cell.size(mailbox.use().bytes()),
                mailbox.sizeLimit() == 0 ? Cell.absent() : Cell.size(mailbox.sizeLimit()),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.several(texts.tokens(mailbox.findings())),
                Cell.several(texts.sentences(mailbox.findings())),
                Cell.several(FindingTexts.ids(mailbox.findings())));
        for (FolderReport folder : mailbox.folders()) {
            folder(place, folder);
        }
    }

    private void folder(MailboxPlace place, FolderReport folder) throws IOException {
        List<Finding> findings = folder.findings();
        report.row(
                Cell.text("folder"),
                domain(place),
                Cell.text(place.name()),
                Cell.text(Tokens.of(place.standing())),
                Cell.text(folder.label()),
                Cell.absent(),
                Cell.number(folder.messages().count()),
                Cell.size(folder.messages().bytes()),
                Cell.absent(),
                Cell.number(folder.uidNext()),
                folder.highest().map(Uid::value).map(Cell::number).orElse(Cell.absent()),
                Share.cell(folder.shareOf2To32()),
                Cell.number(folder.uidValidity().value()),
                Cell.several(texts.tokens(findings)),
                Cell.several(texts.sentences(findings)),
                Cell.several(FindingTexts.ids(findings)));
    }

    private void domain(DomainReport domain) throws IOException {
        Totals totals = domain.totals();
        report.row(
                Cell.text("domain"),
                Cell.text(domain.domain().text()),
                Cell.absent(),
                Cell.text(Tokens.of(domain.layout())),
                Cell.absent(),
                Cell.number(totals.arrivals().count()),
                Cell.number(totals.messages().count()),
                Cell.size(totals.bytes()),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.several(texts.tokens(domain.findings())),
                Cell.several(texts.sentences(domain.findings())),
                Cell.several(FindingTexts.ids(domain.findings())));
    }

    /// What is wrong with a file or directory that belongs to no mailbox.
    private void ofStore(StoreReport store, Finding finding) throws IOException {
        report.row(
                Cell.text("store"),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.text(name(store, finding)),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.several(texts.tokens(List.of(finding))),
                Cell.several(texts.sentences(List.of(finding))),
                Cell.several(FindingTexts.ids(List.of(finding))));
    }

    /// Where in the store a finding is, with `/` on every system; the store's own path for the store itself.
    static String name(StoreReport store, Finding finding) {
        if (finding.place().equals(store.work())) {
            return store.work().toString();
        }
        return store.work().relativize(finding.place()).toString().replace('\\', '/');
    }

    private static Cell domain(MailboxPlace place) {
        return place.domain().isPresent() ? Cell.text(place.domain().get().text()) : Cell.absent();
    }

    private void facts(StoreReport store) throws IOException {
        Totals totals = store.totals();
        report.fact("store", Cell.text(store.work().toString()));
        report.fact("edition", Cell.text(Tokens.of(store.edition())));
        report.fact(
                "domains",
                Cell.several(store.domains().stream()
                        .map(domain -> domain.domain().text())
                        .toList()));
        report.fact(
                "accounts",
                Cell.number(store.domains().stream()
                        .mapToLong(DomainReport::accounts)
                        .sum()));
        report.fact("mailboxes", Cell.number(totals.mailboxes()));
        report.fact("folders", Cell.number(totals.folders()));
        report.fact("messages", Cell.number(totals.messages().count()));
        report.fact("arrivals", Cell.number(totals.arrivals().count()));
        report.fact("size", Cell.size(totals.bytes()));
        report.fact("errors", Cell.number(totals.errors()));
        report.fact("warnings", Cell.number(totals.warnings()));
        report.fact("notes", Cell.number(totals.notes()));
    }
}
