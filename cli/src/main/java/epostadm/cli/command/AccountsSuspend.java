package epostadm.cli.command;

import epostadm.cli.console.Refusal;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.change.AccountEdits;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `accounts suspend`: login refused; name, mail and password stay.
final class AccountsSuspend extends ChangingCommand {

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Option(names = "--refuse-mail")
    private boolean refuseMail;

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        AccountState state = refuseMail ? AccountState.SUSPENDED_REFUSING_MAIL : AccountState.SUSPENDED;
        AccountEdits edits = new AccountEdits(store, invocation.domain(store));
        return Proposal.bySteps(edits.state(AccountNames.existing(name, invocation), state));
    }
}
