package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.server.lookup.CheckResult;
import epostadm.server.lookup.DnsFinding;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What `dns check` prints: a line a check, and below what to do about those that are not well.
final class DnsReportText {

    /// Keys and the like, of which a person needs no more than the beginning.
    private static final Pattern LONG = Pattern.compile("([A-Za-z0-9+/=]{24})[A-Za-z0-9+/=]{16,}");

    private final Invocation invocation;

    DnsReportText(Invocation invocation) {
        this.invocation = invocation;
    }

    void print(List<CheckResult> results) throws IOException {
        if (invocation.tellsRows()) {
            printRows(results);
        } else {
            printLines(results);
        }
    }

    private void printLines(List<CheckResult> results) throws IOException {
        Set<DnsFinding> open = EnumSet.noneOf(DnsFinding.class);
        try (Report report = invocation.table("", "status", "id", "what")) {
            for (CheckResult result : results) {
                report.row(status(result), id(result.finding()), meaning(result));
                if (result.finding().status() != DnsFinding.Status.OK) {
                    open.add(result.finding());
                }
            }
        }
        if (!open.isEmpty()) {
            invocation.bytes().write('\n');
            try (Report report = invocation.table("", "id", "next")) {
                for (DnsFinding finding : open) {
                    report.row(id(finding), next(finding));
                }
            }
        }
    }

    private void printRows(List<CheckResult> results) throws IOException {
        try (Report report = invocation.table("checks", "status", "id", "facts", "meaning", "next")) {
            for (CheckResult result : results) {
                report.row(
                        status(result),
                        id(result.finding()),
                        Cell.several(result.facts()),
                        meaning(result),
                        next(result.finding()));
            }
        }
    }

    private Cell status(CheckResult result) {
        return Tokens.cell(result.finding().status(), "dns.status", invocation.messages());
    }

    private static Cell id(DnsFinding finding) {
        return Cell.text(Tokens.of(finding));
    }

    private Cell meaning(CheckResult result) {
        Object[] facts = result.finding() == DnsFinding.TIME_UP
                ? new Object[] {invocation.text("dns.part." + result.facts().getFirst())}
                : result.facts().toArray();
        String meaning = invocation.text("dns." + Tokens.of(result.finding()), facts);
        return Cell.text(
                invocation.tellsRows() ? meaning : LONG.matcher(meaning).replaceAll("$1..."));
    }

    private Cell next(DnsFinding finding) {
        return finding.status() == DnsFinding.Status.OK
                ? Cell.absent()
                : Cell.text(invocation.text("dns.next." + Tokens.of(finding)));
    }
}
