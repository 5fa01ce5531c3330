package epostadm.cli.command;

import epostadm.cli.console.Refusal;
import epostadm.mailstore.change.AliasEdits;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Parameters;

/// `aliases remove`: the lines of an alias, or those of them that lead to the addresses named.
final class AliasesRemove extends ChangingCommand {

    @Parameters(index = "0", paramLabel = "ALIAS")
    private String alias = "";

    @Parameters(index = "1..*", paramLabel = "ADDRESS")
    private List<String> addresses = new ArrayList<>();

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        Set<String> wanted = new HashSet<>();
        for (String address : addresses) {
            wanted.add(AliasTable.address(address, store, invocation));
        }
        AliasEdits.Plan plan = AliasEdits.of(store).remove(AliasTable.address(alias, store, invocation), wanted);
        return AliasesChange.proposal(plan, store, invocation);
    }
}
