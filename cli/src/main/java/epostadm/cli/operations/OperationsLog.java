package epostadm.cli.operations;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import epostadm.server.config.OperationsConfig.Detail;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/// The operations log from opening to closing. Nobody waits for it: what comes faster than it can be written is
/// dropped, errors last.
public final class OperationsLog implements AutoCloseable {

    private static final int WAITING = 1024;
    private static final int LAST_WORDS_MILLIS = 2000;

    private final LoggerContext context;

    private OperationsLog(LoggerContext context) {
        this.context = context;
    }

    /// Where it goes.
    public sealed interface Target {

        /// A stream that is given whole lines.
        record Stream(Consumer<String> out, ZoneId zone) implements Target {}

        /// A stream that systemd's journal reads.
        record Journal(Consumer<String> out) implements Target {}

        /// A file, a new one each day: `server.log` becomes `server.log.2026-11-24`.
        ///
        /// @param days how many of them are kept
        record DailyFile(Path file, int days, ZoneId zone) implements Target {}
    }

    public static OperationsLog open(Target target, Detail detail) throws IOException {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            throw new IllegalStateException("Logback is not in charge");
        }
        context.reset();
        context.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(detail == Detail.DEBUG ? Level.INFO : level(detail));
        context.getLogger("epostadm").setLevel(level(detail));
        AsyncAppender all = new AsyncAppender();
        all.setContext(context);
        all.setQueueSize(WAITING);
        all.setNeverBlock(true);
        all.setMaxFlushTime(LAST_WORDS_MILLIS);
        all.addAppender(appender(target, context));
        all.start();
        root.addAppender(all);
        return new OperationsLog(context);
    }

    private static Level level(Detail detail) {
        return switch (detail) {
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
        };
    }

    private static Appender<ILoggingEvent> appender(Target target, LoggerContext context) throws IOException {
        return switch (target) {
            case Target.Stream(Consumer<String> out, ZoneId zone) -> stream(out, LineForm.withTime(zone), context);
            case Target.Journal(Consumer<String> out) -> stream(out, LineForm.forJournal(), context);
            case Target.DailyFile file -> file(file, context);
        };
    }

    private static Appender<ILoggingEvent> stream(Consumer<String> out, LineForm form, LoggerContext context) {
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                out.accept(form.text(event));
            }
        };
        appender.setContext(context);
        appender.start();
        return appender;
    }

    /// Tries the file first: Logback would only tell itself that it cannot be written.
    private static Appender<ILoggingEvent> file(Target.DailyFile target, LoggerContext context) throws IOException {
        if (target.file().toString().indexOf('%') >= 0) {
            throw new FileSystemException(target.file().toString(), null, "Logback takes no name with %");
        }
        Files.write(target.file(), new byte[0], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        LineForm form = LineForm.withTime(target.zone());
        form.setContext(context);
        form.start();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(target.file().toString());
        appender.setEncoder(form);
        TimeBasedRollingPolicy<ILoggingEvent> policy = new TimeBasedRollingPolicy<>();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(target.file() + ".%d{yyyy-MM-dd, " + target.zone() + "}");
        policy.setMaxHistory(target.days());
        policy.start();
        appender.setRollingPolicy(policy);
        appender.start();
        return appender;
    }

    /// Whether standard error is the journal's own: `JOURNAL_STREAM` names its device and inode (systemd.exec(5)).
    public static boolean journalReads(Map<String, String> environment) {
        String told = environment.getOrDefault("JOURNAL_STREAM", "");
        try {
            Map<String, Object> stderr = Files.readAttributes(Path.of("/proc/self/fd/2"), "unix:dev,ino");
            return told.equals(stderr.get("dev") + ":" + stderr.get("ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /// Writes what is waiting.
    @Override
    public void close() {
        context.stop();
    }
}
