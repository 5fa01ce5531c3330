package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.Folder;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/// `accounts show`: one account with all that is known of it, its password's scheme but not the password.
final class AccountsShow implements Subcommand {

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = invocation.store();
        Account account = store.account(AccountNames.existing(name, invocation), invocation.domain(store));
        AccountEntry entry = account.entry();
        Optional<Mailbox> mailbox = account.mailbox();
        try (Report report = invocation.facts()) {
            report.fact("account", Cell.text(entry.name().text()));
            report.fact("domain", Cell.text(account.domain().text()));
            report.fact("state", Tokens.cell(entry.state(), "account-state", invocation.messages()));
            report.fact("fullName", Cell.text(entry.fullName()));
            report.fact("home", Cell.text(entry.home()));
            report.fact("passwordScheme", Cell.text(entry.password().scheme()));
            report.fact("smtpAuth", Cell.flag(entry.smtpAuth()));
            report.fact("apop", Cell.flag(entry.apop()));
            report.fact("pop3", Cell.flag(account.pop3()));
            report.fact("imap4", Cell.flag(account.imap4()));
            report.fact("limit", entry.sizeLimit() == 0 ? Cell.absent() : Cell.size(entry.sizeLimit()));
            report.fact(
                    "folder",
                    mailbox.isEmpty()
                            ? Cell.absent()
                            : Cell.text(mailbox.get().root().toString()));
            if (mailbox.isPresent()) {
                Mailbox.Use use = mailbox.get().use();
                report.fact("messages", Cell.number(use.messages()));
                report.fact("size", Cell.size(use.bytes()));
                List<String> folders = mailbox.get().folders().stream()
                        .map(Folder::name)
                        .map(Object::toString)
                        .toList();
                report.fact("folders", Cell.several(folders));
            }
        }
        return ExitCode.OK;
    }
}
