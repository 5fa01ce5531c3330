package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.change.UidReset;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailboxes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `inbox reset-uid`: a folder whose UIDs run out begins at 1 again.
final class InboxResetUid extends ChangingCommand {

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Whose whose = new Whose();

    /// Whose folder: one account's, or those of all that are past a threshold.
    static final class Whose {

        @Parameters(paramLabel = "NAME")
        private Optional<String> name = Optional.empty();

        @Option(names = "--all")
        private boolean all;
    }

    @Option(names = "--threshold", paramLabel = "PERCENT", converter = PercentConverter.class)
    private double threshold = 0.9;

    @Option(names = "--folder", paramLabel = "FOLDER")
    private String folder = "INBOX";

    @Option(names = "--method", paramLabel = "rename|renumber")
    private Method method = Method.RENAME;

    @Option(names = "--old-name", paramLabel = "FOLDER")
    private Optional<String> oldName = Optional.empty();

    enum Method {
        RENAME,
        RENUMBER
    }

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        DomainName domain = invocation.domain(store);
        FolderName name = folder(folder, invocation);
        Optional<FolderName> old =
                oldName.isEmpty() ? Optional.empty() : Optional.of(folder(oldName.get(), invocation));
        UidReset reset = new UidReset(store, invocation.clock().instant(), invocation.progress());
        List<Account> accounts = accounts(store, domain, name, invocation);
        List<UidReset.Plan> plans = new ArrayList<>();
        for (Account account : accounts) {
            plans.add(method == Method.RENAME ? reset.rename(account, name, old) : reset.renumber(account, name));
        }
        ChangePlan change = plans.size() == 1
                ? plans.getFirst().change()
                : ChangePlan.joined(
                        "reset-uid",
                        domain + " " + plans.size(),
                        plans.stream().map(UidReset.Plan::change).toList());
        if (!plans.isEmpty()) {
            invocation.note(method == Method.RENAME ? "reset-uid.clients-rename" : "reset-uid.clients-renumber");
        }
        long messages =
                plans.stream().mapToLong(plan -> plan.messages().messages()).sum();
        return new Proposal(
                change,
                table(accounts, plans, invocation),
                Optional.of(invocation.text("ask.reset-uid", plans.size(), messages)),
                ExitCode.OK);
    }

    private List<Account> accounts(MailStore store, DomainName domain, FolderName name, Invocation invocation)
            throws IOException, Refusal {
        if (whose.name.isPresent()) {
            return List.of(store.account(AccountNames.existing(whose.name.get(), invocation), domain));
        }
        Mailboxes mailboxes = store.mailboxes(domain);
        List<Account> accounts = new ArrayList<>();
        for (AccountEntry entry : store.accounts(domain).entries()) {
            Account account;
            try {
                account = new Account(entry, domain, mailboxes.find(entry.name()));
            } catch (RefusedException e) {
                invocation.warn("reset-uid.skipped", entry.name());
                continue;
            }
            if (account.mailbox().isPresent() && account.mailbox().get().uidShare(name) >= threshold) {
                accounts.add(account);
            }
        }
        return accounts;
    }

    private static FolderName folder(String text, Invocation invocation) throws Refusal {
        return FolderName.parse(text)
                .orElseThrow(() -> new Refusal(ExitCode.USAGE, invocation.text("folder.invalid", text)));
    }

    private static Proposal.Table table(List<Account> accounts, List<UidReset.Plan> plans, Invocation invocation) {
        boolean all = invocation.tellsRows() || invocation.verbose();
        List<String> columns = new ArrayList<>(List.of(
                "account", "folder", "messages", "size", "oldFolder", "uidNext", "uidValidityBefore", "uidValidity"));
        if (!all) {
            columns.remove("uidValidityBefore");
        }
        return new Proposal.Table("folders", columns, report -> {
            for (int i = 0; i < plans.size(); i++) {
                UidReset.Plan plan = plans.get(i);
                List<Cell> cells = new ArrayList<>(List.of(
                        Cell.text(accounts.get(i).entry().name().text()),
                        Cell.text(plan.folder().name().toString()),
                        Cell.number(plan.messages().messages()),
                        Cell.size(plan.messages().bytes()),
                        Cell.text(plan.oldName().toString()),
                        Cell.number(plan.uidNext())));
                if (all) {
                    cells.add(Cell.number(plan.before().value()));
                }
                cells.add(Cell.number(plan.after().value()));
                report.row(cells.toArray(Cell[]::new));
            }
        });
    }
}
