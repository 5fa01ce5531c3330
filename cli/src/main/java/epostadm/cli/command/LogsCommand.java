package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.log.LogName;
import epostadm.mailstore.log.LogPeriod;
import epostadm.mailstore.log.LogShelf;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// What all commands that read logs have in common: where the logs are, and which time of them is wanted.
abstract class LogsCommand implements Subcommand {

    /// No dashes: what has them is a time of this machine.
    static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT);

    private static final int MOST_THREADS = 4;

    @Option(names = "--logs", paramLabel = "DIR")
    private Optional<Path> logs = Optional.empty();

    @Option(names = "--since", paramLabel = "TIME")
    private Optional<String> since = Optional.empty();

    @Option(names = "--until", paramLabel = "TIME")
    private Optional<String> until = Optional.empty();

    LogPeriod period(Invocation invocation) throws Refusal {
        return new LogPeriod(time(since, false, invocation), time(until, true, invocation));
    }

    /// Where the logs are and which time of them is wanted, as it was typed.
    String lead(MailStore store) {
        Path directory = directory(store);
        if (since.isEmpty() && until.isEmpty()) {
            return directory.toString();
        }
        return directory + ", " + since.orElse("") + " – " + until.orElse("");
    }

    private Path directory(MailStore store) {
        return logs.orElse(store.work());
    }

    private static Optional<LocalDateTime> time(Optional<String> typed, boolean end, Invocation invocation)
            throws Refusal {
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        Optional<LocalDateTime> time = LogTime.parse(typed.get(), end);
        if (time.isEmpty()) {
            throw new Refusal(ExitCode.USAGE, invocation.text("logs.no-time", typed.get()));
        }
        return time;
    }

    /// The logs that there are; says which are missing and what is not read.
    LogShelf shelf(MailStore store, Set<LogName> wanted, LogPeriod period, Invocation invocation)
            throws IOException, Refusal {
        Path directory = directory(store);
        if (!Files.isDirectory(directory)) {
            throw new Refusal(ExitCode.CANNOT_READ_OR_WRITE, invocation.text("logs.no-directory", directory));
        }
        LogShelf shelf = LogShelf.find(directory, wanted, period);
        if (!shelf.missing().isEmpty()) {
            invocation.note(
                    "logs.missing",
                    directory,
                    EnumSet.copyOf(shelf.missing()).stream()
                            .map(LogName::directory)
                            .collect(Collectors.joining(", ")));
        }
        shelf.leftOut().forEach(file -> invocation.warn("logs.left-out", file));
        return shelf;
    }

    static int threads() {
        return Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    }
}
