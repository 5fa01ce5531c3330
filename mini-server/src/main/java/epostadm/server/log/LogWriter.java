package epostadm.server.log;

import epostadm.mailstore.log.LogDay;
import epostadm.mailstore.log.LogLine;
import epostadm.mailstore.log.LogName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Takes lines from everybody and brings them to the files by a thread of its own, within half a second.
///
/// Nobody ever waits for a log: what does not fit into the queue is dropped and counted, and what cannot be written
/// is lost and said. A line goes to the file of its own day, so that a batch may span midnight.
public final class LogWriter implements AutoCloseable {

    /// With lines of the usual length about 4 MB; [MailLogs] cuts long ones.
    private static final int MOST_LINES = 1 << 14;

    private static final Duration GATHER = Duration.ofMillis(250);

    private record Entry(LogName log, LogLine line) {}

    private record Batch(LogName log, LogDay day) {}

    private final Destination destination;
    private final LogTrouble trouble;
    private final BlockingQueue<Entry> waiting;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final LongAdder dropped = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final Map<LogName, Long> lostSince = new EnumMap<>(LogName.class);
    private final Thread thread;
    private long droppedAndSaid;

    /// Where lines go.
    @FunctionalInterface
    public interface Destination {
        void append(LogName log, LogDay day, List<String> lines) throws IOException;
    }

    private LogWriter(Destination destination, LogTrouble trouble, int mostLines) {
        this.destination = destination;
        this.trouble = trouble;
        this.waiting = new ArrayBlockingQueue<>(mostLines);
        this.thread = Thread.ofPlatform().daemon().name("logs").unstarted(this::run);
    }

    public static LogWriter start(Destination destination, LogTrouble trouble) {
        return start(destination, trouble, MOST_LINES);
    }

    static LogWriter start(Destination destination, LogTrouble trouble, int mostLines) {
        LogWriter writer = new LogWriter(destination, trouble, mostLines);
        writer.thread.start();
        return writer;
    }

    /// Never waits.
    public void write(LogName log, LogLine line) {
        if (!waiting.offer(new Entry(log, line))) {
            dropped.increment();
        }
    }

    /// Lines that nobody will read: there were too many at once, or the disk took none.
    public long missing() {
        return dropped.sum() + lost.sum();
    }

    private void run() {
        boolean last = false;
        while (!last) {
            try {
                last = stop.await(GATHER.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                last = true;
            }
            List<Entry> entries = new ArrayList<>();
            waiting.drainTo(entries);
            append(entries);
            sayDropped();
        }
    }

    private void append(List<Entry> entries) {
        Map<Batch, List<String>> batches = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Batch batch = new Batch(entry.log(), new LogDay(entry.line().at().toLocalDate()));
            batches.computeIfAbsent(batch, _ -> new ArrayList<>())
                    .add(entry.line().text());
        }
        batches.forEach(this::append);
    }

    private void append(Batch batch, List<String> lines) {
        LogName log = batch.log();
        try {
            destination.append(log, batch.day(), lines);
            if (lostSince.containsKey(log)) {
                trouble.writesAgain(log, lostSince.remove(log));
            }
        } catch (IOException | RuntimeException e) {
            lost.add(lines.size());
            if (lostSince.merge(log, (long) lines.size(), Long::sum) == lines.size()) {
                trouble.cannotWrite(log, e);
            }
        }
    }

    private void sayDropped() {
        long now = dropped.sum();
        if (now > droppedAndSaid) {
            trouble.dropped(now - droppedAndSaid);
            droppedAndSaid = now;
        }
    }

    /// Writes what is waiting, then ends.
    @Override
    public void close() {
        stop.countDown();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
