package epostadm.cli.command;

import epostadm.cli.console.Refusal;
import epostadm.mailstore.change.Retirement;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Parameters;

/// `accounts restore`: retired accounts come back with their mailboxes.
final class AccountsRestore extends ChangingCommand {

    @Parameters(paramLabel = "NAME", arity = "1..*")
    private List<String> names = List.of();

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        DomainName domain = invocation.domain(store);
        Retirement retirement = new Retirement(store, domain, invocation.clock().instant(), invocation.progress());
        return Proposal.bySteps(
                retirement.restore(AccountNames.existing(names, invocation)).change());
    }
}
