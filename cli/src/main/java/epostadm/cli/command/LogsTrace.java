package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.log.LogName;
import epostadm.mailstore.log.LogPeriod;
import epostadm.mailstore.log.LogShelf;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.trace.LogClock;
import epostadm.mailstore.trace.MailTrace;
import epostadm.mailstore.trace.Meaning;
import epostadm.mailstore.trace.Trace;
import epostadm.mailstore.trace.TraceEvent;
import epostadm.mailstore.trace.TraceQuery;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `logs trace`: one mail's way, or the ways of an address's mails, as a time line.
final class LogsTrace extends LogsCommand {

    @Parameters(paramLabel = "ID|ADDRESS|MESSAGE-ID")
    private String query = "";

    @Option(names = "--limit", paramLabel = "COUNT", defaultValue = "20")
    private int limit;

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        TraceQuery parsed = TraceQuery.parse(query)
                .orElseThrow(() -> new Refusal(ExitCode.USAGE, invocation.text("trace.no-query", query)));
        if (limit < 1) {
            throw new Refusal(ExitCode.USAGE, invocation.text("logs.not-positive", "--limit"));
        }
        LogPeriod period = period(invocation);
        MailStore store = invocation.store();
        LogShelf shelf = shelf(store, EnumSet.allOf(LogName.class), period, invocation);
        Trace trace = new MailTrace(store, new Trace.Scope(shelf, period, limit, threads()), invocation.progress())
                .find(parsed);
        if (invocation.tellsRows()) {
            printRows(trace, shelf, invocation);
        } else {
            print(trace, invocation);
        }
        remarks(trace, parsed, invocation);
        return trace.troubled() ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private void remarks(Trace trace, TraceQuery parsed, Invocation invocation) {
        if (trace.events().isEmpty()) {
            invocation.warn("trace.nothing", query);
            if (parsed instanceof TraceQuery.Address) {
                invocation.note("trace.nothing-address", query);
            }
        }
        if (trace.left() > 0) {
            invocation.note("trace.left", trace.left(), limit);
        }
        if (trace.cut()) {
            invocation.warn("trace.cut");
        }
    }

    private static List<TraceEvent> shown(Trace trace, Invocation invocation) {
        return trace.events().stream()
                .filter(event -> invocation.verbose() || !event.detail())
                .toList();
    }

    private static void print(Trace trace, Invocation invocation) throws IOException {
        Set<Meaning> meanings = EnumSet.noneOf(Meaning.class);
        List<TraceEvent> events = shown(trace, invocation);
        try (Report report = invocation.table("", "time", "step", "id", "what")) {
            for (TraceEvent event : events) {
                meanings.addAll(event.meanings());
                report.row(
                        event.at().isPresent()
                                ? Cell.text(SHOWN.format(event.at().get()))
                                : Cell.absent(),
                        Tokens.cell(event.step(), "step", invocation.messages()),
                        event.id().isEmpty() ? Cell.absent() : Cell.text(event.id()),
                        Cell.text(what(event, invocation)));
            }
            for (Meaning meaning : meanings) {
                report.fact("meaning", Cell.text(invocation.text("meaning." + Tokens.of(meaning))));
                report.fact("advice", Cell.text(invocation.text("advice." + Tokens.of(meaning))));
            }
        }
    }

    private static String what(TraceEvent event, Invocation invocation) throws IOException {
        String sentence = invocation.text(
                "trace." + Tokens.of(event.step()),
                event.peer(),
                event.text(),
                event.from().isEmpty() ? "<>" : event.from(),
                event.to());
        Optional<Instant> clock = LogClock.in(event.text(), invocation.clock().instant());
        return clock.isEmpty() ? sentence : sentence + " = " + clock.get();
    }

    private static void printRows(Trace trace, LogShelf shelf, Invocation invocation) throws IOException {
        Instant now = invocation.clock().instant();
        try (Report report =
                invocation.table("events", "time", "step", "id", "peer", "from", "to", "text", "meanings", "clock")) {
            for (TraceEvent event : shown(trace, invocation)) {
                Optional<Instant> clock = LogClock.in(event.text(), now);
                report.row(
                        event.at().isPresent() ? Cell.text(event.at().get().toString()) : Cell.absent(),
                        Tokens.cell(event.step(), "step", invocation.messages()),
                        Cell.text(event.id()),
                        Cell.text(event.peer()),
                        Cell.text(event.from()),
                        Cell.text(event.to()),
                        Cell.text(event.text()),
                        Cell.several(event.meanings().stream().map(Tokens::of).toList()),
                        clock.isPresent() ? Cell.instant(clock.get()) : Cell.absent());
            }
            report.fact("mails", Cell.number(trace.mails()));
            report.fact("mailsLeftOut", Cell.number(trace.left()));
            report.fact("unknownLines", Cell.number(trace.unknown()));
            report.fact("files", Cell.number(shelf.files().size()));
            report.fact("size", Cell.size(shelf.bytes()));
        }
    }
}
