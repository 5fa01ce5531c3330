package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.StarredPasswords;
import epostadm.mailstore.change.AccountDiff;
import epostadm.mailstore.change.AccountDiff.Difference;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `accounts diff`: how an import text and the store differ.
final class AccountsDiff implements Subcommand {

    @Mixin
    private EncodingOption encoding;

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(names = "--keep-passwords")
    private boolean keepPasswords;

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = invocation.store();
        DomainName domain = invocation.domain(store);
        AccountIndex present = store.accounts(domain);
        StarredPasswords stars = keepPasswords ? StarredPasswords.kept(present) : StarredPasswords.REFUSED;
        ImportText text =
                ImportText.read(file, encoding.forced(), store.accountNameLength(), stars, invocation.progress());
        new BadLines(invocation).tell(text);
        AccountDiff diff = AccountDiff.between(present, text, invocation.progress());
        long[] counts = new long[3];
        try (Report report = invocation.table("differences", "account", "difference", "columns")) {
            for (Difference difference : diff.differences()) {
                row(difference, counts, report, invocation);
            }
            report.fact("added", Cell.number(counts[0]));
            report.fact("removed", Cell.number(counts[1]));
            report.fact("changed", Cell.number(counts[2]));
            report.fact("unchanged", Cell.number(diff.unchanged()));
            report.fact("badLines", Cell.number(text.badLines().size()));
        }
        if (!text.badLines().isEmpty()) {
            return ExitCode.PARTLY_REJECTED;
        }
        return diff.differences().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private static void row(Difference difference, long[] counts, Report report, Invocation invocation)
            throws IOException {
        String token;
        Cell columns = Cell.absent();
        switch (difference) {
            case Difference.Added _ -> {
                token = "added";
                counts[0]++;
            }
            case Difference.Removed _ -> {
                token = "removed";
                counts[1]++;
            }
            case Difference.Changed changed -> {
                token = "changed";
                counts[2]++;
                columns = Cell.several(changed.columns().stream()
                        .sorted()
                        .map(BadLines::columnName)
                        .toList());
            }
        }
        report.row(
                Cell.text(difference.name().text()), Cell.word(token, invocation.text("difference." + token)), columns);
    }
}
