package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.Aliases.Alias;
import epostadm.mailstore.account.ImportedAccount;
import epostadm.mailstore.account.RetiredAccounts.Retired;
import epostadm.mailstore.account.StarredPasswords;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.change.Retirement;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
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
        notePointers(plan, domain, invocation);
        return new Proposal(
                plan.change(),
                table(plan),
                Optional.of(invocation.text("ask.retire", plan.putAside().size(), domain)),
                ExitCode.OK);
    }

    /// What leads to leavers stays as it is; among many of them the few that have such would be overlooked.
    private static void notePointers(Retirement.Plan plan, DomainName domain, Invocation invocation) {
        note("retire.aliases", plan, pointers -> pointers.aliases().stream().map(Alias::alias), domain, invocation);
        note("retire.forwards", plan, pointers -> pointers.forwards().stream(), domain, invocation);
    }

    private static void note(
            String text,
            Retirement.Plan plan,
            Function<Retirement.Pointers, Stream<String>> addresses,
            DomainName domain,
            Invocation invocation) {
        List<String> found = plan.putAside().stream()
                .map(retired -> plan.pointersTo(retired.entry().name()))
                .flatMap(addresses)
                .map(address -> address.endsWith("@" + domain.text())
                        ? address.substring(0, address.length() - domain.text().length() - 1)
                        : address)
                .distinct()
                .toList();
        if (!found.isEmpty()) {
            invocation.note(text, found.size(), String.join(", ", found));
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
        ImportText text = ImportText.read(
                file,
                encoding.forced(),
                store.accountNameLength(),
                StarredPasswords.kept(store.accounts(domain)),
                invocation.progress());
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
        return new Proposal.Table("accounts", List.of("account", "putAside", "aliases", "forwards"), report -> {
            for (Retired retired : plan.putAside()) {
                AccountName name = retired.entry().name();
                Retirement.Pointers pointers = plan.pointersTo(name);
                report.row(
                        Cell.text(name.text()),
                        retired.directory().isEmpty() ? Cell.absent() : Cell.text(retired.directory()),
                        cell(pointers.aliases().stream().map(Alias::alias).toList()),
                        cell(pointers.forwards()));
            }
            report.fact("retired", Cell.number(plan.putAside().size()));
        });
    }

    private static Cell cell(List<String> addresses) {
        return addresses.isEmpty() ? Cell.absent() : Cell.several(addresses);
    }
}
