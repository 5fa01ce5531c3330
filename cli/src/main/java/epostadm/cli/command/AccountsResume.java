package epostadm.cli.command;

import epostadm.cli.console.Refusal;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.change.AccountEdits;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import picocli.CommandLine.Parameters;

/// `accounts resume`: a suspended account may log in again.
final class AccountsResume extends ChangingCommand {

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        AccountEdits edits = new AccountEdits(store, invocation.domain(store));
        return Proposal.bySteps(edits.state(AccountNames.existing(name, invocation), AccountState.ACTIVE));
    }
}
