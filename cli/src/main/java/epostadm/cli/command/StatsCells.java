package epostadm.cli.command;

import epostadm.cli.console.ByteSize;
import epostadm.cli.console.Cell;
import epostadm.mailstore.check.Amount;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.stats.FolderUse;
import java.util.Locale;
import java.util.Optional;

/// What the parts of a store are called where its space is told.
final class StatsCells {

    private StatsCells() {}

    static Cell domain(Optional<DomainName> domain, Invocation invocation) {
        return domain.map(known -> Cell.text(known.text()))
                .orElseGet(() -> Cell.word("", invocation.text("stats.no-domain")));
    }

    static Cell folder(String label, Invocation invocation) {
        return label.equals(FolderUse.ROOT) ? Cell.word(label, invocation.text("stats.root")) : Cell.text(label);
    }

    /// With its domain where there are several.
    static String account(Optional<DomainName> domain, String name, boolean several) {
        return several && domain.isPresent() ? name + "@" + domain.get() : name;
    }

    static Cell share(Amount part, Amount whole) {
        return Share.cell(whole.bytes() == 0 ? 0 : (double) part.bytes() / whole.bytes());
    }

    static String amount(Amount amount, Invocation invocation) {
        return invocation.text("stats.amount", ByteSize.text(amount.bytes()), grouped(amount.count()));
    }

    static String files(Amount amount, Invocation invocation) {
        return invocation.text("stats.files", ByteSize.text(amount.bytes()), grouped(amount.count()));
    }

    static String signed(long number) {
        return (number > 0 ? "+" : "") + grouped(number);
    }

    static String signedSize(long bytes) {
        return (bytes > 0 ? "+" : "") + ByteSize.text(bytes);
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
