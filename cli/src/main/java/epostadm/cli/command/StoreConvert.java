package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.change.ExclusiveStore;
import epostadm.mailstore.conversion.Conversion;
import epostadm.mailstore.conversion.EditionConversion;
import epostadm.mailstore.conversion.LayoutConversion;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// `store convert`: a whole store for the other edition, or mailboxes into or out of the common box.
final class StoreConvert extends ChangingCommand {

    private static final int REMARKS = 20;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Target target;

    static final class Target {
        @Option(names = "--to-edition", paramLabel = "bsd|windows")
        private Optional<Edition> edition = Optional.empty();

        @Option(names = "--to-layout", paramLabel = "common|per-domain")
        private Optional<Layout> layout = Optional.empty();
    }

    @Option(names = "--work-folder", paramLabel = "PATH")
    private Optional<String> workFolder = Optional.empty();

    @Override
    ExclusiveStore.Services services() {
        return ExclusiveStore.Services.STOPPED;
    }

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        Conversion conversion = conversion(store, invocation);
        conversion.remarks().stream()
                .limit(invocation.verbose() ? Long.MAX_VALUE : REMARKS)
                .forEach(remark -> invocation.warn("convert-remark." + Tokens.of(remark.matter()), remark.subject()));
        if (!invocation.verbose() && conversion.remarks().size() > REMARKS) {
            invocation.warn("convert-remark.more", conversion.remarks().size() - REMARKS);
        }
        return new Proposal(
                conversion.change(),
                table(conversion, invocation),
                Optional.of(invocation.text("ask.convert", conversion.details().size())),
                ExitCode.OK);
    }

    private Conversion conversion(MailStore store, Invocation invocation) throws IOException, Refusal {
        Optional<DomainName> domain =
                invocation.domain().isPresent() ? Optional.of(invocation.domain(store)) : Optional.empty();
        if (target.layout.isPresent()) {
            if (workFolder.isPresent()) {
                throw new Refusal(ExitCode.USAGE, invocation.text("usage.exclusive", "--work-folder, --to-layout"));
            }
            return LayoutConversion.plan(store, domain, target.layout.get(), invocation.progress());
        }
        if (domain.isPresent()) {
            throw new Refusal(ExitCode.USAGE, invocation.text("usage.exclusive", "--domain, --to-edition"));
        }
        Edition edition = target.edition.orElseThrow();
        if (workFolder.isPresent() && !EditionConversion.canBeWorkFolder(workFolder.get(), edition)) {
            throw new Refusal(ExitCode.USAGE, invocation.text("convert.work-folder", workFolder.get()));
        }
        return EditionConversion.plan(store, edition, workFolder, invocation.progress());
    }

    /// For people a count of each kind, and every single thing under `--verbose`; for programs all.
    private static Proposal.Table table(Conversion conversion, Invocation invocation) {
        boolean all = invocation.tellsRows() || invocation.verbose();
        List<String> columns = all ? List.of("action", "path", "from") : List.of("action", "number");
        return new Proposal.Table("steps", columns, report -> {
            if (all) {
                for (Conversion.Detail detail : conversion.details()) {
                    report.row(
                            Tokens.cell(detail.kind(), "conversion", invocation.messages()),
                            Cell.text(detail.path()),
                            detail.from().isEmpty() ? Cell.absent() : Cell.text(detail.from()));
                }
                return;
            }
            for (Conversion.Kind kind : Conversion.Kind.values()) {
                if (conversion.count(kind) > 0) {
                    report.row(
                            Tokens.cell(kind, "conversion", invocation.messages()),
                            Cell.number(conversion.count(kind)));
                }
            }
        });
    }
}
