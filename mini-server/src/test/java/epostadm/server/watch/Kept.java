package epostadm.server.watch;

import epostadm.mailstore.log.LogFiles;
import epostadm.mailstore.log.LogName;
import epostadm.mailstore.mail.Edition;
import epostadm.server.log.LogTroubleTold;
import epostadm.server.log.LogWriter;
import epostadm.server.log.MailLogs;
import epostadm.server.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;

/// Logs in a directory, always at 08:55:55 of 31 January 2016, and counts.
final class Kept implements AutoCloseable {

    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2016-01-30T23:55:55Z"));
    static final String AT = "[31/Jan/2016:08:55:55]";

    final Metrics metrics = new Metrics();
    final MailLogs logs;
    private final Path work;
    private final LogWriter writer;

    Kept(Path work) {
        this.work = work;
        this.writer = LogWriter.start(new LogFiles(work, Edition.BSD)::append, new LogTroubleTold());
        this.logs =
                new MailLogs(writer, EnumSet.allOf(LogName.class), "mail.example.jp", CLOCK, ZoneId.of("Asia/Tokyo"));
    }

    /// The lines, once all is written.
    List<String> lines(LogName log) throws IOException {
        writer.close();
        Path file = work.resolve(log.directory()).resolve("160131.log");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    List<String> counted() {
        return metrics.text()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.endsWith(" 0"))
                .toList();
    }

    @Override
    public void close() {
        writer.close();
    }
}
