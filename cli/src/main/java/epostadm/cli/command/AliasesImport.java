package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.alias.AliasText;
import epostadm.mailstore.change.AliasEdits;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `aliases import`: the lines of an import text behind those that are there, or in place of them.
final class AliasesImport extends ChangingCommand {

    private static final int SHOWN = 100;

    @Mixin
    private EncodingOption encoding;

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(names = "--replace")
    private boolean replace;

    @Option(names = "--skip-bad")
    private boolean skipBad;

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        AliasText text = AliasText.read(file, encoding.forced());
        text.badLines().stream().limit(SHOWN).forEach(line -> tell(line, invocation));
        if (text.badLines().size() > SHOWN) {
            invocation.warn("bad-line.more", text.badLines().size() - SHOWN);
        }
        if (!text.badLines().isEmpty() && !skipBad) {
            int bad = text.badLines().size();
            throw new Refusal(ExitCode.PARTLY_REJECTED, invocation.text("import.bad-lines", file, bad));
        }
        AliasEdits edits = AliasEdits.of(store);
        AliasEdits.Plan plan =
                replace ? edits.replace(text.aliases()) : edits.add(text.aliases(), new AliasEdits.Place.Last());
        Proposal proposal = AliasesChange.proposal(plan, store, invocation)
                .endingWith(text.badLines().isEmpty() ? ExitCode.OK : ExitCode.PARTLY_REJECTED);
        return plan.removed().isEmpty()
                ? proposal
                : proposal.asking(
                        invocation.text("ask.replace-aliases", plan.removed().size()));
    }

    private void tell(AliasText.BadLine line, Invocation invocation) {
        String place = file + ":" + line.line() + ": ";
        invocation.warn("bad-line", place + invocation.text("alias-flaw." + Tokens.of(line.flaw()), line.found()));
    }
}
