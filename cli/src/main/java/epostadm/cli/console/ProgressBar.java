package epostadm.cli.console;

import epostadm.mailstore.task.Progress;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A bar with count, rate and time left that redraws itself at most five times a second.
///
/// A step costs an addition and a look at the clock; whichever thread finds the last drawing old draws the next.
public final class ProgressBar implements Progress {

    private static final long NANOS_BETWEEN = 200_000_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int CELLS = 20;

    private final Terminal terminal;
    private final Texts texts;
    private final LongSupplier nanos;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong drawn = new AtomicLong();
    private volatile String what = "";
    private volatile long total;
    private volatile long started;

    ProgressBar(Terminal terminal, Texts texts, LongSupplier nanos) {
        this.terminal = terminal;
        this.texts = texts;
        this.nanos = nanos;
    }

    /// A bar on standard error where a person watches it, and silence elsewhere.
    public static Progress on(Terminal terminal, Texts texts, boolean quiet) {
        boolean watched = !quiet && terminal.showsProgress();
        return watched ? new ProgressBar(terminal, texts, System::nanoTime) : Progress.NONE;
    }

    @Override
    public void start(Phase phase, long total) {
        what = texts.text("phase." + Tokens.of(phase));
        this.total = total;
        started = nanos.getAsLong();
        drawn.set(started);
        count.set(0);
    }

    @Override
    public void step(long steps) {
        long now = nanos.getAsLong();
        long so = count.addAndGet(steps);
        long last = drawn.get();
        if (now - last >= NANOS_BETWEEN && drawn.compareAndSet(last, now)) {
            terminal.bar(bar(so, now - started));
        }
    }

    @Override
    public void finish() {
        terminal.wipe();
    }

    private String bar(long so, long elapsed) {
        double rate = so / Math.max(elapsed / NANOS_PER_SECOND, 1e-3);
        String rated = texts.text("progress.rate", grouped(so), grouped(Math.round(rate)));
        if (total <= 0) {
            return what + "  " + rated;
        }
        int filled = (int) Math.min(CELLS, CELLS * so / total);
        long left = rate < 1e-9 ? 0 : Math.round(Math.max(0, total - so) / rate);
        return "%s %3d%% [%s%s] %s  %s"
                .formatted(
                        what,
                        Math.min(100, 100 * so / total),
                        "#".repeat(filled),
                        ".".repeat(CELLS - filled),
                        rated,
                        texts.text("progress.left", left / 60, left % 60));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
