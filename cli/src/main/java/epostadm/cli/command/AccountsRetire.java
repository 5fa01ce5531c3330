package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.Aliases.Alias;
import epostadm.mailstore.account.ImportedAccount;
import epostadm.mailstore.account.RetiredAccounts.Retired;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.change.Retirement;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `accounts retire`: accounts leave the index, their mailboxes are put aside.
final class AccountsRetire extends ChangingCommand {

    @Mixin
    private EncodingOption encoding;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Whom whom = new Whom();

    /// Whose accounts: named, listed, or not in next year's list.
    static final class Whom {

        @Parameters(paramLabel = "NAME", arity = "1..*")
        private List<String> names = List.of();

        @Option(names = "--from", paramLabel = "FILE")
        private Optional<Path> from = Optional.empty();

        @Option(names = "--missing-from", paramLabel = "IMPORTFILE")
        private Optional<Path> missingFrom = Optional.empty();
    }

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        DomainName domain = invocation.domain(store);
        List<AccountName> names = names(store, domain, invocation);
        Retirement retirement = new Retirement(store, domain, invocation.clock().instant(), invocation.progress());
        if (names.isEmpty()) {
            return Proposal.bySteps(retirement.none());
        }
        Retirement.Plan plan = retirement.retire(names);
        noteAliases(plan, domain, invocation);
        return new Proposal(
                plan.change(),
                table(plan),
                Optional.of(invocation.text("ask.retire", plan.putAside().size(), domain)),
                ExitCode.OK);
    }

    /// Those aliases stay as they are; among many leavers the few that have one would be overlooked.
    private static void noteAliases(Retirement.Plan plan, DomainName domain, Invocation invocation) {
        List<String> aliases = plan.putAside().stream()
                .flatMap(retired ->
                        plan.pointingTo().getOrDefault(retired.entry().name(), List.of()).stream())
                .map(Alias::alias)
                .map(alias -> alias.endsWith("@" + domain.text())
                        ? alias.substring(0, alias.length() - domain.text().length() - 1)
                        : alias)
                .distinct()
                .toList();
        if (!aliases.isEmpty()) {
            invocation.note("retire.aliases", aliases.size(), String.join(", ", aliases));
        }
    }

    private List<AccountName> names(MailStore store, DomainName domain, Invocation invocation)
            throws IOException, Refusal {
        if (whom.from.isPresent()) {
            return AccountNames.listed(whom.from.get(), invocation);
        }
        if (whom.missingFrom.isEmpty()) {
            return AccountNames.existing(whom.names, invocation);
        }
        Path file = whom.missingFrom.get();
        ImportText text = ImportText.read(file, encoding.forced(), store.accountNameLength(), invocation.progress());
        if (!text.badLines().isEmpty()) {
            // A line that cannot be read may be the one that keeps an account.
            new BadLines(invocation).tell(text);
            int bad = text.badLines().size();
            throw new Refusal(ExitCode.PARTLY_REJECTED, invocation.text("retire.bad-lines", file, bad));
        }
        Set<AccountName> staying = new HashSet<>();
        text.accounts().stream().map(ImportedAccount::name).forEach(staying::add);
        return store.accounts(domain).entries().stream()
                .map(AccountEntry::name)
                .filter(name -> !staying.contains(name))
                .toList();
    }

    private static Proposal.Table table(Retirement.Plan plan) {
        return new Proposal.Table("retired", List.of("account", "putAside", "aliases"), report -> {
            for (Retired retired : plan.putAside()) {
                AccountName name = retired.entry().name();
                report.row(
                        Cell.text(name.text()),
                        retired.directory().isEmpty() ? Cell.absent() : Cell.text(retired.directory()),
                        aliases(plan.pointingTo(), name));
            }
            report.fact("retired", Cell.number(plan.putAside().size()));
        });
    }

    private static Cell aliases(Map<AccountName, List<Alias>> pointingTo, AccountName name) {
        List<String> aliases = new ArrayList<>();
        pointingTo.getOrDefault(name, List.of()).forEach(alias -> aliases.add(alias.alias()));
        return aliases.isEmpty() ? Cell.absent() : Cell.several(aliases);
    }
}
