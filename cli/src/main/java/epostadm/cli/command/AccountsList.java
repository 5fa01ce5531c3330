package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.check.NamePattern;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.store.Mailboxes;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `accounts list`: the accounts of a domain, or of all.
final class AccountsList implements Subcommand {

    @Parameters(paramLabel = "PATTERN", arity = "0..1")
    private Optional<String> pattern = Optional.empty();

    @Option(names = "--no-count")
    private boolean noCount;

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = invocation.store();
        List<DomainName> domains =
                invocation.domain().isPresent() ? List.of(invocation.domain(store)) : store.domains();
        List<Field> fields = fields(domains.size() > 1, invocation);
        String[] columns = fields.stream().map(field -> field.column).toArray(String[]::new);
        try (Report report = invocation.table("accounts", columns)) {
            for (DomainName domain : domains) {
                list(store, domain, report, fields, invocation);
            }
        }
        return ExitCode.OK;
    }

    /// What programs get whole, and people as much of as a terminal is wide.
    private enum Field {
        ACCOUNT("account", true),
        DOMAIN("domain", false),
        STATE("state", true),
        MESSAGES("messages", true),
        SIZE("size", true),
        LIMIT("limit", true),
        SMTP_AUTH("smtpAuth", false),
        APOP("apop", false),
        POP3("pop3", true),
        IMAP4("imap4", true),
        FULL_NAME("fullName", true),
        FOLDER("folder", false);

        private final String column;
        private final boolean always;

        Field(String column, boolean always) {
            this.column = column;
            this.always = always;
        }
    }

    private static List<Field> fields(boolean severalDomains, Invocation invocation) {
        boolean all = invocation.tellsRows() || invocation.verbose();
        return Arrays.stream(Field.values())
                .filter(field -> all || field.always || field == Field.DOMAIN && severalDomains)
                .toList();
    }

    private void list(MailStore store, DomainName domain, Report report, List<Field> fields, Invocation invocation)
            throws IOException {
        Collection<AccountEntry> entries = store.accounts(domain).entries();
        Optional<NamePattern> wanted = pattern.map(NamePattern::new);
        Mailboxes mailboxes = store.mailboxes(domain);
        Progress progress = invocation.progress();
        progress.start(Progress.Phase.READING_ACCOUNTS, entries.size());
        for (AccountEntry entry : entries) {
            if (wanted.isEmpty() || wanted.get().matches(entry.name().text())) {
                Account account = new Account(entry, domain, mailboxes.find(entry.name()));
                report.row(cells(account, store, fields, invocation));
            }
            progress.step(1);
        }
        progress.finish();
    }

    private Cell[] cells(Account account, MailStore store, List<Field> fields, Invocation invocation)
            throws IOException {
        Optional<Mailbox.Use> use = Optional.empty();
        if (!noCount && account.mailbox().isPresent()) {
            use = Optional.of(account.mailbox().get().use());
        }
        Cell[] cells = new Cell[fields.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cell(fields.get(i), account, use, store, invocation);
        }
        return cells;
    }

    private static Cell cell(
            Field field, Account account, Optional<Mailbox.Use> use, MailStore store, Invocation invocation) {
        AccountEntry entry = account.entry();
        return switch (field) {
            case ACCOUNT -> Cell.text(entry.name().text());
            case DOMAIN -> Cell.text(account.domain().text());
            case STATE -> Tokens.cell(entry.state(), "account-state", invocation.messages());
            case MESSAGES -> use.map(one -> Cell.number(one.messages())).orElse(Cell.absent());
            case SIZE -> use.map(one -> Cell.size(one.bytes())).orElse(Cell.absent());
            case LIMIT -> entry.sizeLimit() == 0 ? Cell.absent() : Cell.size(entry.sizeLimit());
            case SMTP_AUTH -> Cell.flag(entry.smtpAuth());
            case APOP -> Cell.flag(entry.apop());
            case POP3 -> Cell.flag(account.pop3());
            case IMAP4 -> Cell.flag(account.imap4());
            case FULL_NAME -> Cell.text(entry.fullName());
            case FOLDER ->
                account.mailbox()
                        .map(mailbox -> Cell.text(
                                store.work().relativize(mailbox.root()).toString()))
                        .orElse(Cell.absent());
        };
    }
}
