package epostadm.cli.command;

import epostadm.cli.console.ByteSize;
import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.change.ExclusiveStore;
import epostadm.mailstore.change.PutAside;
import epostadm.mailstore.change.Retirement;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `accounts purge`: mailboxes that were put aside long ago are deleted for good.
final class AccountsPurge extends ChangingCommand {

    @Option(names = "--older-than", paramLabel = "AGE", required = true, converter = AgeConverter.class)
    private Duration age = Duration.ZERO;

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        DomainName domain = invocation.domain(store);
        Instant now = invocation.clock().instant();
        Retirement retirement = new Retirement(store, domain, now, invocation.progress());
        List<PutAside> old = retirement.putAsideBefore(now.minus(age));
        long messages = old.stream().mapToLong(one -> one.use().messages()).sum();
        long bytes = old.stream().mapToLong(one -> one.use().bytes()).sum();
        Proposal.Table table = new Proposal.Table("purged", List.of("folder", "since", "messages", "size"), report -> {
            for (PutAside one : old) {
                report.row(
                        Cell.text(one.name()),
                        Cell.instant(one.since()),
                        Cell.number(one.use().messages()),
                        Cell.size(one.use().bytes()));
            }
            report.fact("messages", Cell.number(messages));
            report.fact("size", Cell.size(bytes));
        });
        String question = invocation.text("ask.purge", old.size(), messages, ByteSize.text(bytes));
        return new Proposal(retirement.purge(old), table, Optional.of(question), ExitCode.OK);
    }

    @Override
    void afterwards(ExclusiveStore store, String change, Invocation invocation) throws IOException {
        store.purge(change);
    }
}
