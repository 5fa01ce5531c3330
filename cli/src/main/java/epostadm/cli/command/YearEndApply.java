package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.account.UnencodableCharacterException;
import epostadm.mailstore.change.ExclusiveStore;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.change.PrivateOutput;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.yearend.PlanFile;
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

    private Optional<Vendors> vendors = Optional.empty();

    /// What is left for the vendor's program.
    private record Vendors(ImportText text, DomainName domain, Edition edition) {}

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        PlanFile.Saved saved = PlanFile.read(plan);
        DomainName domain = store.domain(Optional.of(saved.domain()));
        if (invocation.domain().isPresent() && !invocation.domain().get().equals(domain)) {
            throw new Refusal(ExitCode.USAGE, invocation.text("year-end.other-domain", plan, domain));
        }
        ImportText text = ImportText.read(
                saved.file(), Optional.of(saved.charset()), store.accountNameLength(), invocation.progress());
        YearEnd.Ready ready = new YearEnd(
                        store, domain, saved.wish(), invocation.clock().instant(), invocation.progress())
                .ready(text, saved);
        if (ready.plan().vendorManaged()) {
            if (importText.isEmpty() || Files.exists(importText.get())) {
                throw new Refusal(ExitCode.USAGE, invocation.text("year-end.import-text-needed", domain));
            }
            vendors = Optional.of(new Vendors(text, domain, store.edition()));
            requireWritable(text, domain, store.edition(), invocation);
        }
        Totals totals = ready.plan().totals();
        return new Proposal(
                ready.change(),
                new YearEndTable(ready.plan(), invocation).table(),
                Optional.of(
                        invocation.text("ask.year-end", domain, totals.leaving(), totals.joining(), totals.changing())),
                text.badLines().isEmpty() ? ExitCode.OK : ExitCode.PARTLY_REJECTED);
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
        if (vendors.isPresent()) {
            Vendors left = vendors.get();
            PrivateOutput.write(
                    importText.orElseThrow(), out -> VendorText.write(left.text(), left.domain(), left.edition(), out));
            invocation.note("year-end.checklist", importText.get(), left.domain(), plan);
        }
    }

    @Override
    Closeable keepStill(MailStore store, Invocation invocation) throws IOException, Refusal {
        return StillDomain.keep(
                store, store.domain(Optional.of(PlanFile.read(plan).domain())), invocation);
    }
}
