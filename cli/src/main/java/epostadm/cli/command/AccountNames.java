package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.mail.AccountName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Account names as they are typed, or listed in a file.
final class AccountNames {

    private static final long LONGEST_LIST = 16 << 20;

    private AccountNames() {}

    /// A name under the longest limit there is: of an account that exists.
    static AccountName existing(String text, Invocation invocation) throws Refusal {
        return named(text, AccountName.MAX_LENGTH, invocation);
    }

    /// A name for a new account, of at most `maxLength` characters.
    static AccountName named(String text, int maxLength, Invocation invocation) throws Refusal {
        Optional<AccountName.Flaw> flaw = AccountName.flaw(text, maxLength);
        if (flaw.isPresent()) {
            String why = invocation.text("flaw." + Tokens.of(flaw.get()));
            throw new Refusal(ExitCode.USAGE, invocation.text("refusal.bad-account-name", text, why));
        }
        return new AccountName(text);
    }

    static List<AccountName> existing(List<String> texts, Invocation invocation) throws Refusal {
        List<AccountName> names = new ArrayList<>(texts.size());
        for (String text : texts) {
            names.add(existing(text, invocation));
        }
        return names;
    }

    /// The names in a file, one a line; blank lines and what follows a tab count for nothing.
    static List<AccountName> listed(Path file, Invocation invocation) throws IOException, Refusal {
        if (Files.exists(file) && (!Files.isRegularFile(file) || Files.size(file) > LONGEST_LIST)) {
            throw new Refusal(ExitCode.CANNOT_READ_OR_WRITE, invocation.text("refusal.no-list", file));
        }
        List<String> texts = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            String text = line.split("\t", 2)[0].strip();
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return existing(texts, invocation);
    }
}
