package epostadm.mailstore.change;

import epostadm.mailstore.account.AccountLine;
import epostadm.mailstore.account.AccountTextEncoding;
import epostadm.mailstore.account.AccountTextReader;
import epostadm.mailstore.account.GivenPassword;
import epostadm.mailstore.account.ImportedAccount;
import epostadm.mailstore.account.StarredPasswords;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An import text read whole: its accounts in order, its bad lines, and the encoding that was taken.
public record ImportText(
        Path file,
        List<ImportedAccount> accounts,
        List<AccountLine.Invalid> badLines,
        AccountTextEncoding.Assumed encoding) {

    public ImportText {
        accounts = List.copyOf(accounts);
        badLines = List.copyOf(badLines);
    }

    /// @param forced the encoding that the user named, or nothing to find it out
    /// @param maxNameLength the longest account name, in characters
    /// @throws RefusedException where the encoding is none that can be read
    public static ImportText read(Path file, Optional<Charset> forced, int maxNameLength, Progress progress)
            throws IOException {
        return read(file, forced, maxNameLength, StarredPasswords.REFUSED, progress);
    }

    /// The same with stars for passwords that are to be kept.
    public static ImportText read(
            Path file, Optional<Charset> forced, int maxNameLength, StarredPasswords stars, Progress progress)
            throws IOException {
        AccountTextEncoding.Assumed encoding = AccountTextEncoding.assumed(file, forced);
        List<ImportedAccount> accounts = new ArrayList<>();
        List<AccountLine.Invalid> badLines = new ArrayList<>();
        progress.start(Progress.Phase.READING_ACCOUNTS, 0);
        try (AccountTextReader reader = AccountTextReader.open(file, encoding.charset(), maxNameLength, stars)) {
            reader.forEachRemaining(line -> {
                switch (line) {
                    case AccountLine.Valid valid -> accounts.add(valid.account());
                    case AccountLine.Invalid invalid -> badLines.add(invalid);
                }
                progress.step(1);
            });
        }
        progress.finish();
        return new ImportText(file, accounts, badLines, encoding);
    }

    /// Whose passwords stay as they are, since the file has stars for them.
    public List<AccountName> kept() {
        return accounts.stream()
                .filter(account -> account.password() instanceof GivenPassword.Kept)
                .map(ImportedAccount::name)
                .toList();
    }
}
