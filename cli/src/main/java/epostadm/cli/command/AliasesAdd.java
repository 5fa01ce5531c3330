package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.alias.AliasText;
import epostadm.mailstore.change.AliasEdits;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `aliases add`: one more line, last unless it is told where.
final class AliasesAdd extends ChangingCommand {

    @Parameters(index = "0", paramLabel = "ALIAS")
    private String alias = "";

    @Parameters(index = "1", paramLabel = "ADDRESS")
    private String address = "";

    @ArgGroup(exclusive = true)
    private Place place;

    static final class Place {
        @Option(names = "--first")
        private boolean first;

        @Option(names = "--before", paramLabel = "ALIAS")
        private Optional<String> before = Optional.empty();
    }

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        String left = AliasTable.address(alias, store, invocation);
        String right = AliasTable.address(address, store, invocation);
        Optional<AliasText.Flaw> flaw = AliasText.flaw(left);
        if (flaw.isPresent()) {
            throw new Refusal(ExitCode.USAGE, invocation.text("alias-flaw." + Tokens.of(flaw.get()), left));
        }
        AliasEdits.Plan plan =
                AliasEdits.of(store).add(List.of(new Aliases.Alias(0, left, right)), place(store, invocation));
        return AliasesChange.proposal(plan, store, invocation);
    }

    private AliasEdits.Place place(MailStore store, Invocation invocation) throws IOException, Refusal {
        if (place == null) {
            return new AliasEdits.Place.Last();
        }
        return place.before.isPresent()
                ? new AliasEdits.Place.Before(AliasTable.address(place.before.get(), store, invocation))
                : new AliasEdits.Place.First();
    }
}
