package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.cli.console.Texts;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.check.FindingKind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Parameters;

/// `store explain`: what a finding means, what people notice of it, and the cure; without an id, all findings.
final class StoreExplain implements Subcommand {

    @Parameters(paramLabel = "ID", arity = "0..1")
    private Optional<String> id = Optional.empty();

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        Texts texts = Texts.findings(invocation.messages().language());
        List<FindingKind> kinds = id.isEmpty() ? List.of(FindingKind.values()) : FindingIds.named(id.get(), invocation);
        if (kinds.size() == 1) {
            explain(kinds.getFirst(), texts, invocation);
        } else {
            list(kinds, texts, invocation);
        }
        return ExitCode.OK;
    }

    private static void explain(FindingKind kind, Texts texts, Invocation invocation) throws IOException {
        try (Report report = invocation.facts()) {
            report.fact("id", Cell.text(kind.id()));
            report.fact("severity", Tokens.cell(kind.severity(), "severity", invocation.messages()));
            for (String part : Stream.of("title", "means", "seen", "cure").toList()) {
                report.fact(part, Cell.text(texts.text(kind.id() + "." + part)));
            }
        }
    }

    private static void list(List<FindingKind> kinds, Texts texts, Invocation invocation) throws IOException {
        try (Report report = invocation.table("kinds", "id", "severity", "title")) {
            for (FindingKind kind : kinds) {
                report.row(
                        Cell.text(kind.id()),
                        Tokens.cell(kind.severity(), "severity", invocation.messages()),
                        Cell.text(texts.text(kind.id() + ".title")));
            }
        }
    }
}
