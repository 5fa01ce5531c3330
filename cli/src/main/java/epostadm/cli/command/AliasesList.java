package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.check.NamePattern;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/// `aliases list`: the lines of the alias table, in the order in which they are read.
final class AliasesList implements Subcommand {

    @Parameters(paramLabel = "PATTERN", arity = "0..1")
    private Optional<String> pattern = Optional.empty();

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = invocation.store();
        Aliases aliases = store.aliases();
        Optional<DomainName> domain = invocation.domain();
        Optional<NamePattern> wanted = pattern.map(NamePattern::new);
        try (Report report = invocation.table("aliases", "line", "alias", "leadsTo")) {
            for (Aliases.Alias alias : aliases.entries()) {
                boolean inDomain = domain.isEmpty()
                        || alias.alias().toLowerCase(Locale.ROOT).endsWith("@" + domain.get());
                if (inDomain && (wanted.isEmpty() || matches(alias, wanted.get()))) {
                    report.row(Cell.number(alias.line()), Cell.text(alias.alias()), Cell.text(alias.address()));
                }
            }
        }
        int others = aliases.unreadableLines().size();
        if (others > 0) {
            invocation.warn("aliases.other-lines", others);
        }
        return ExitCode.OK;
    }

    private static boolean matches(Aliases.Alias alias, NamePattern pattern) {
        return pattern.matches(alias.alias()) || pattern.matches(alias.address());
    }
}
