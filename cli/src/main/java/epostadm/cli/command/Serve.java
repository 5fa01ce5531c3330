package epostadm.cli.command;

import epostadm.cli.console.Cancellation;
import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.cli.console.Terminal;
import epostadm.cli.console.Tokens;
import epostadm.cli.operations.OperationsLog;
import epostadm.mailstore.change.ExclusiveStore;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.task.Progress;
import epostadm.server.MiniServer;
import epostadm.server.config.ConfigReader;
import epostadm.server.config.OperationsConfig;
import epostadm.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `serve`: SMTP, IMAP and POP3 over the store, until it is stopped.
final class Serve implements Subcommand {

    private static final Duration GRACE = Duration.ofSeconds(20);

    @Option(names = "--config", paramLabel = "FILE")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--check")
    private boolean check;

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = MailStore.open(invocation.directory());
        ServerConfig config;
        switch (read(invocation)) {
            case ConfigReader.Reading.Bad bad -> {
                ConfigTexts texts = new ConfigTexts(file.orElseThrow(), invocation.messages());
                bad.problems().forEach(problem -> invocation.terminal().line(texts.line(problem)));
                return ExitCode.USAGE;
            }
            case ConfigReader.Reading.Good good -> config = good.config();
        }
        if (check) {
            MiniServer.check(config);
            tell(
                    invocation,
                    config.listeners().stream()
                            .map(each -> new MiniServer.Open(each, each.port()))
                            .toList());
            return ExitCode.OK;
        }
        try (OperationsLog _ = OperationsLog.open(
                target(config.operations(), invocation.terminal()),
                config.operations().detail())) {
            return serve(store, config, invocation);
        }
    }

    private ConfigReader.Reading read(Invocation invocation) throws IOException {
        return file.isPresent()
                ? ConfigReader.read(file.get(), invocation.host())
                : new ConfigReader.Reading.Good(ServerConfig.standard(invocation.host()));
    }

    private static OperationsLog.Target target(OperationsConfig config, Terminal terminal) {
        if (config.file().isPresent()) {
            return new OperationsLog.Target.DailyFile(config.file().get(), config.days(), terminal.zone());
        }
        return OperationsLog.journalReads(terminal.environment())
                ? new OperationsLog.Target.Journal(terminal::log)
                : new OperationsLog.Target.Stream(terminal::log, terminal.zone());
    }

    private static ExitCode serve(MailStore store, ServerConfig config, Invocation invocation)
            throws IOException, Refusal {
        refuseIfInterrupted(store, invocation);
        Cancellation cancellation = invocation.cancellation();
        ServiceManager manager = new ServiceManager(invocation.terminal().variable("NOTIFY_SOCKET"));
        MiniServer server = MiniServer.start(
                store, config, invocation.clock(), invocation.terminal().zone(), invocation.holder());
        try {
            cancellation.begin();
            tell(invocation, server.listening());
            invocation.note("serve.ready", store.work());
            manager.tell("READY=1");
            cancellation.awaitRequest();
            manager.tell("STOPPING=1");
            invocation.note("serve.stopping");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server.stop(GRACE);
        }
        invocation.note("serve.stopped");
        return ExitCode.OK;
    }

    /// A half-made change must not be served; the lock is taken to look, since a running change is none.
    private static void refuseIfInterrupted(MailStore store, Invocation invocation) throws IOException {
        try (ExclusiveStore exclusive = ExclusiveStore.take(
                store,
                ExclusiveStore.Services.MAY_RUN,
                invocation.holder(),
                invocation.clock(),
                Progress.NONE,
                epostadm.mailstore.task.Cancellation.NONE)) {
            exclusive.refuseIfInterrupted();
        }
    }

    private static void tell(Invocation invocation, List<MiniServer.Open> listeners) throws IOException {
        try (Report report = invocation.table("listeners", "protocol", "address", "port", "tls")) {
            for (MiniServer.Open each : listeners) {
                report.row(
                        Cell.text(Tokens.of(each.config().protocol())),
                        Cell.text(each.config().address()),
                        Cell.number(each.port()),
                        Cell.text(Tokens.of(each.config().tls())));
            }
        }
    }
}
