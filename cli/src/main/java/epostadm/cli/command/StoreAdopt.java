package epostadm.cli.command;

import epostadm.cli.console.Refusal;
import epostadm.mailstore.change.StoreAdoption;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `store adopt`: a domain of the vendor's server is managed by epostadm from now on.
final class StoreAdopt extends ChangingCommand {

    @Option(names = "--edition", paramLabel = "windows|bsd")
    private Optional<Edition> edition = Optional.empty();

    @Option(names = "--layout", paramLabel = "per-domain|common")
    private Optional<Layout> layout = Optional.empty();

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        Optional<DomainName> named = invocation.domain();
        // A domain whose index lies elsewhere may show in nothing but the command line.
        DomainName domain = named.isPresent() ? named.get() : invocation.domain(store);
        String today = DateTimeFormatter.BASIC_ISO_DATE.format(
                invocation.clock().instant().atZone(ZoneOffset.UTC).toLocalDate());
        return Proposal.bySteps(StoreAdoption.plan(store, domain, edition, layout, today))
                .asking(invocation.text("ask.adopt", domain));
    }
}
