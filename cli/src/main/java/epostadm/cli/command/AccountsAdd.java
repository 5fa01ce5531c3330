package epostadm.cli.command;

import epostadm.cli.console.Refusal;
import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.change.AccountEdits;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `accounts add`: one new account.
final class AccountsAdd extends ChangingCommand {

    @Mixin
    private PasswordOption password;

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Option(names = "--fullname", paramLabel = "TEXT")
    private String fullName = "";

    @Option(names = "--home", paramLabel = "TEXT")
    private String home = "";

    @Option(names = "--size-limit", paramLabel = "SIZE", converter = SizeConverter.class)
    private long sizeLimit;

    @Option(names = "--no-smtp-auth")
    private boolean noSmtpAuth;

    @Option(names = "--no-apop")
    private boolean noApop;

    @Option(names = "--no-pop3")
    private boolean noPop3;

    @Option(names = "--no-imap4")
    private boolean noImap4;

    @Option(names = "--create-folder")
    private boolean createFolder;

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        DomainName domain = invocation.domain(store);
        AccountName account = AccountNames.named(name, store.accountNameLength(), invocation);
        TextCells.requireFit("--fullname", fullName, invocation);
        TextCells.requireFit("--home", home, invocation);
        String clear = password.read(invocation);
        AccountEntry entry = new AccountEntry(
                account,
                password.scheme().hash(clear, new SecureRandom()),
                fullName.isEmpty() ? account.text() : fullName,
                home,
                !noSmtpAuth,
                !noApop,
                sizeLimit,
                !noPop3,
                !noImap4,
                AccountState.ACTIVE);
        return Proposal.bySteps(new AccountEdits(store, domain).add(entry, Optional.of(clear), createFolder));
    }
}
