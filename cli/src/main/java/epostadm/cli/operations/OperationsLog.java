package epostadm.cli.operations;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.Map;
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

        /// A stream, which stays open.
        record Stream(OutputStream out, ZoneId zone) implements Target {}

        /// A stream that systemd's journal reads.
        record Journal(OutputStream out) implements Target {}

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
        root.setLevel(detail == Detail.DEBUG ? Level.INFO : detail.level());
        context.getLogger("epostadm").setLevel(detail.level());
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

    private static Appender<ILoggingEvent> appender(Target target, LoggerContext context) throws IOException {
        return switch (target) {
            case Target.Stream(OutputStream out, ZoneId zone) -> stream(out, LineForm.withTime(zone), context);
            case Target.Journal(OutputStream out) -> stream(out, LineForm.forJournal(), context);
            case Target.DailyFile file -> file(file, context);
        };
    }

    private static Appender<ILoggingEvent> stream(OutputStream out, LineForm form, LoggerContext context) {
        form.setContext(context);
        form.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(form);
        appender.setOutputStream(new FilterOutputStream(out) {
            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                out.write(octets, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        });
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
