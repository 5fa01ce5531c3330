package epostadm.cli.command;

import epostadm.cli.console.Refusal;
import epostadm.mailstore.change.AccountEdits;
import epostadm.mailstore.change.ExclusiveStore;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import picocli.CommandLine.Parameters;

/// `accounts rename`: a new name for the account, its mailbox and where aliases name it.
final class AccountsRename extends ChangingCommand {

    @Parameters(index = "0", paramLabel = "OLD")
    private String oldName = "";

    @Parameters(index = "1", paramLabel = "NEW")
    private String newName = "";

    @Override
    ExclusiveStore.Services services() {
        return ExclusiveStore.Services.STOPPED;
    }

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        AccountName old = AccountNames.existing(oldName, invocation);
        AccountName wanted = AccountNames.named(newName, store.accountNameLength(), invocation);
        AccountEdits edits = new AccountEdits(store, invocation.domain(store));
        return Proposal.bySteps(edits.rename(old, wanted));
    }
}
