package epostadm.cli.command;

import epostadm.cli.console.ByteSize;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.change.AccountEdits;
import epostadm.mailstore.change.ExclusiveStore;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import java.io.IOException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `accounts remove`: account and mailbox go; the mailbox into quarantine, or for good.
final class AccountsRemove extends ChangingCommand {

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Option(names = "--purge")
    private boolean purge;

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        DomainName domain = invocation.domain(store);
        AccountName account = AccountNames.existing(name, invocation);
        Account found = store.account(account, domain);
        Mailbox.Use use = found.mailbox().isPresent() ? found.mailbox().get().use() : new Mailbox.Use(0, 0);
        String question = invocation.text(
                purge ? "ask.remove-purge" : "ask.remove",
                found.entry().name() + "@" + domain,
                use.messages(),
                ByteSize.text(use.bytes()));
        return Proposal.bySteps(new AccountEdits(store, domain).remove(account)).asking(question);
    }

    @Override
    void afterwards(ExclusiveStore store, String change, Invocation invocation) throws IOException {
        if (purge) {
            store.purge(change);
        }
    }
}
