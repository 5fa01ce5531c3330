package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.alias.AliasRoute;
import epostadm.mailstore.alias.OwnAddresses;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/// `aliases resolve`: where mail to an address goes, step by step, as the server takes it.
final class AliasesResolve implements Subcommand {

    @Parameters(paramLabel = "ADDRESS")
    private String typed = "";

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = invocation.store();
        String address = AliasTable.address(typed, store, invocation);
        AliasRoute route = AliasRoute.of(address, store.aliases(), AliasTable.addresses(store, invocation));
        try (Report report = invocation.table("steps", "recipient", "line", "alias")) {
            for (AliasRoute.Step step : route.steps()) {
                report.row(
                        Cell.text(step.address()),
                        step.by().map(by -> Cell.number(by.line())).orElse(Cell.absent()),
                        step.by().map(by -> Cell.text(by.alias())).orElse(Cell.absent()));
            }
            report.fact("end", end(route, invocation));
            if (route.end().filter(OwnAddresses.Target.ACCOUNT::equals).isPresent()) {
                forwards(route.steps().getLast().address(), store, report);
            }
        }
        boolean arrives = route.end().isPresent() && route.end().get() != OwnAddresses.Target.UNKNOWN;
        return arrives ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private static Cell end(AliasRoute route, Invocation invocation) {
        return route.end()
                .map(end -> Tokens.cell(end, "alias-end", invocation.messages()))
                .orElseGet(() -> Cell.word("circle", invocation.text("alias-end.circle")));
    }

    /// Where the account's own `ims.ctl` sends its mail.
    private static void forwards(String address, MailStore store, Report report) throws IOException {
        int at = address.lastIndexOf('@');
        Optional<Mailbox> mailbox = store.mailboxes(new DomainName(address.substring(at + 1)))
                .find(new AccountName(address.substring(0, at)));
        List<String> targets = mailbox.isPresent() ? mailbox.get().forwardAddresses(store.work()) : List.of();
        if (!targets.isEmpty()) {
            report.fact("forwardsTo", Cell.several(targets));
        }
    }
}
