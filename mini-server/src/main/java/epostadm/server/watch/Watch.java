package epostadm.server.watch;

import epostadm.mailstore.log.LogFiles;
import epostadm.mailstore.log.LogName;
import epostadm.mailstore.store.MailStore;
import epostadm.server.delivery.DeliveryEvents;
import epostadm.server.imap.session.ImapEvents;
import epostadm.server.log.LogTroubleTold;
import epostadm.server.log.LogWriter;
import epostadm.server.log.MailLogs;
import epostadm.server.metrics.Metrics;
import epostadm.server.pop3.session.SessionEvents;
import epostadm.server.queue.QueueEvents;
import epostadm.server.smtp.session.SmtpEvents;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Set;

/// Who sees all that happens in one server, and where it is written and counted.
public final class Watch implements AutoCloseable {

    private final LogWriter writer;
    private final Metrics metrics;
    private final SmtpEvents smtp;
    private final SessionEvents pop3;
    private final ImapEvents imap;
    private final QueueEvents queue;
    private final DeliveryEvents delivery = new DeliveryWatch();

    private Watch(LogWriter writer, MailLogs logs, Metrics metrics, InstantSource clock) {
        this.writer = writer;
        this.metrics = metrics;
        this.smtp = new SmtpWatch(logs, metrics);
        this.pop3 = new Pop3Watch(logs, metrics);
        this.imap = new ImapWatch(logs, metrics);
        this.queue = new QueueWatch(logs, metrics, clock);
    }

    /// @param kept the log files that are written
    /// @param host this server's name, as it stands in messages' ids
    /// @param zone of the stamps in log files, and of their days
    public static Watch open(MailStore store, Set<LogName> kept, String host, InstantSource clock, ZoneId zone) {
        LogWriter writer = LogWriter.start(new LogFiles(store.work(), store.edition())::append, new LogTroubleTold());
        Metrics metrics = new Metrics()
                .count(
                        "epostadm_log_lines_missing_total",
                        "Lines of the mail server's logs that were dropped or could not be written.",
                        writer::missing);
        return new Watch(writer, new MailLogs(writer, kept, host, clock, zone), metrics, clock);
    }

    public SmtpEvents smtp() {
        return smtp;
    }

    public SessionEvents pop3() {
        return pop3;
    }

    public ImapEvents imap() {
        return imap;
    }

    public QueueEvents queue() {
        return queue;
    }

    public DeliveryEvents delivery() {
        return delivery;
    }

    public Metrics metrics() {
        return metrics;
    }

    /// Writes what is waiting; to be closed after everything that tells.
    @Override
    public void close() {
        writer.close();
    }
}
