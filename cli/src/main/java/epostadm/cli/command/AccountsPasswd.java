package epostadm.cli.command;

import epostadm.cli.console.Refusal;
import epostadm.mailstore.change.AccountEdits;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `accounts passwd`: a new password.
final class AccountsPasswd extends ChangingCommand {

    @Mixin
    private PasswordOption password;

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        DomainName domain = invocation.domain(store);
        AccountName account = AccountNames.existing(name, invocation);
        store.account(account, domain); // Refused before a password is asked for.
        AccountEdits edits = new AccountEdits(store, domain);
        return Proposal.bySteps(edits.password(account, password.read(invocation), password.scheme()));
    }
}
