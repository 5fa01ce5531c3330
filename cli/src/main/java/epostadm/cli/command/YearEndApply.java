package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.OutputFormat;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.account.UnencodableCharacterException;
import epostadm.mailstore.change.ExclusiveStore;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.change.PrivateOutput;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.yearend.NextYear;
import epostadm.mailstore.yearend.PlanFile;
import epostadm.mailstore.yearend.PlannedYearEnd;
import epostadm.mailstore.yearend.Totals;
import epostadm.mailstore.yearend.VendorText;
import epostadm.mailstore.yearend.YearEnd;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `year-end apply`: the plan that was shown is made.
final class YearEndApply extends ChangingCommand {

    @Parameters(paramLabel = "PLAN")
    private Path plan = Path.of("");

    @Option(names = "--import-text", paramLabel = "FILE")
    private Optional<Path> importText = Optional.empty();

    @Option(names = "--report", paramLabel = "REPORT")
    private Optional<Path> report = Optional.empty();

    private Optional<Prepared> prepared = Optional.empty();

    /// What is about to be done.
    ///
    /// @param report where it is told of beside the command's output
    private record Prepared(MailStore store, ImportText text, YearEnd.Ready ready, Optional<ReportFile> report) {
        YearEndOutcome outcome(Optional<String> change) throws IOException {
            return YearEndOutcome.of(store, text, ready, change);
        }
    }

    /// Planning once more does not pause the domain for as long as a person reads.
    @Override
    Optional<String> earlyQuestion(MailStore store, Invocation invocation) throws IOException, Refusal {
        PlanFile.Saved saved = saved(store, invocation);
        ImportText text = text(store, saved, invocation);
        PlannedYearEnd planned = yearEnd(store, saved, invocation).same(text, saved);
        requireFiles(store, text, planned, invocation);
        Totals totals = planned.totals();
        boolean nothing = totals.leaving() + totals.joining() + totals.changing() == 0 && !planned.vendorManaged();
        return nothing ? Optional.empty() : Optional.of(question(planned, invocation));
    }

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        PlanFile.Saved saved = saved(store, invocation);
        ImportText text = text(store, saved, invocation);
        YearEnd.Ready ready = yearEnd(store, saved, invocation).ready(text, saved);
        Optional<ReportFile> file = requireFiles(store, text, ready.plan(), invocation);
        prepared = Optional.of(new Prepared(store, text, ready, file));
        return new Proposal(
                ready.change(),
                invocation.dryRun()
                        ? YearEndTable.ofPlan(ready.plan(), invocation).table()
                        : YearEndTable.ofOutcome(ready.plan(), invocation).table(),
                Optional.of(question(ready.plan(), invocation)),
                text.badLines().isEmpty() ? ExitCode.OK : ExitCode.PARTLY_REJECTED);
    }

    private PlanFile.Saved saved(MailStore store, Invocation invocation) throws IOException, Refusal {
        PlanFile.Saved saved = PlanFile.read(plan);
        DomainName domain = store.domain(Optional.of(saved.domain()));
        if (invocation.domain().isPresent() && !invocation.domain().get().equals(domain)) {
            throw new Refusal(ExitCode.USAGE, invocation.text("year-end.other-domain", plan, domain));
        }
        return saved;
    }

    private static ImportText text(MailStore store, PlanFile.Saved saved, Invocation invocation) throws IOException {
        return new NextYear(store, saved.domain(), invocation.progress()).read(saved);
    }

    private static YearEnd yearEnd(MailStore store, PlanFile.Saved saved, Invocation invocation) {
        return new YearEnd(
                store, saved.domain(), saved.wish(), invocation.clock().instant(), invocation.progress());
    }

    private static String question(PlannedYearEnd planned, Invocation invocation) {
        Totals totals = planned.totals();
        return invocation.text("ask.year-end", planned.domain(), totals.leaving(), totals.joining(), totals.changing());
    }

    /// Whether all that is to be written can be.
    ///
    /// @return the report's file
    private Optional<ReportFile> requireFiles(
            MailStore store, ImportText text, PlannedYearEnd planned, Invocation invocation)
            throws IOException, Refusal {
        if (planned.vendorManaged()) {
            if (importText.isEmpty() || Files.exists(importText.get())) {
                throw new Refusal(ExitCode.USAGE, invocation.text("year-end.import-text-needed", planned.domain()));
            }
            requireWritable(text, planned.domain(), store.edition(), invocation);
        }
        return reportFile(invocation);
    }

    /// Whether the vendor's encoding can hold the text, before anything is changed.
    private static void requireWritable(ImportText text, DomainName domain, Edition edition, Invocation invocation)
            throws IOException, Refusal {
        try {
            long starred = VendorText.write(text, domain, edition, OutputStream.nullOutputStream());
            if (starred > 0) {
                throw new Refusal(ExitCode.PARTLY_REJECTED, invocation.text("year-end.only-hashes", starred));
            }
        } catch (UnencodableCharacterException e) {
            throw new Refusal(
                    ExitCode.PARTLY_REJECTED,
                    invocation.text(
                            "year-end.unencodable",
                            e.account(),
                            BadLines.columnName(e.column()),
                            Character.toString(e.codePoint())));
        }
    }

    /// The text, and the list of what is done by hand from here on.
    @Override
    void afterwards(ExclusiveStore store, String change, Invocation invocation) throws IOException {
        PlannedYearEnd planned = prepared.orElseThrow().ready().plan();
        if (planned.vendorManaged()) {
            ImportText text = prepared.get().text();
            Edition edition = prepared.get().store().edition();
            PrivateOutput.write(
                    importText.orElseThrow(), out -> VendorText.write(text, planned.domain(), edition, out));
            invocation.note("year-end.checklist", importText.get(), planned.domain(), plan);
        }
    }

    /// The report's file, which must not be one that is needed.
    private Optional<ReportFile> reportFile(Invocation invocation) throws IOException, Refusal {
        if (report.isEmpty()) {
            return Optional.empty();
        }
        Path whole = report.get().toAbsolutePath().normalize();
        if (importText.isPresent()
                && importText.get().toAbsolutePath().normalize().equals(whole)) {
            throw new Refusal(ExitCode.USAGE, invocation.text("report.taken", report.get()));
        }
        ReportFile file = ReportFile.of(report.get(), invocation);
        file.requireFree(YearEndReport::isReport, invocation);
        return Optional.of(file);
    }

    /// Once more as a report, where one is wanted. That it cannot be written does not unmake the change.
    @Override
    void tell(Proposal proposal, Optional<String> change, Invocation invocation) throws IOException, Refusal {
        Prepared done = prepared.orElseThrow();
        boolean page = invocation.output() == OutputFormat.HTML;
        if (!page) {
            super.tell(proposal, change, invocation);
        }
        if (invocation.dryRun()) {
            if (page) {
                YearEndPage.ofPlan(done.ready().plan(), invocation).write(invocation.terminal());
            }
            return;
        }
        if (!page && done.report().isEmpty()) {
            return;
        }
        try {
            YearEndReport told = new YearEndReport(done.ready().plan(), done.outcome(change), plan, invocation);
            if (page) {
                told.write(OutputFormat.HTML, invocation.terminal());
            }
            if (done.report().isPresent()) {
                done.report().get().write(told::write, invocation);
                invocation.note("report.written", done.report().get().file());
            }
        } catch (IOException e) {
            if (change.isEmpty()) {
                throw e;
            }
            throw new Refusal(
                    ExitCode.CANNOT_READ_OR_WRITE,
                    invocation.text("report.not-written", String.valueOf(e.getMessage()), change.get()));
        }
    }

    @Override
    Closeable keepStill(MailStore store, Invocation invocation) throws IOException, Refusal {
        return StillDomain.keep(
                store, store.domain(Optional.of(PlanFile.read(plan).domain())), invocation);
    }
}
