package epostadm.mailstore.content;

import java.io.Closeable;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Does something with each of many things, the caller and a few platform threads together. A caller never waits
/// for threads that are busy with what others want.
final class Together implements Closeable {

    private static final int FEW = 8;
    private static final int SECONDS_IDLE = 10;

    private final int helpers;
    private volatile boolean closed;
    private final ThreadPoolExecutor threads;

    /// @param helpers beside the caller
    Together(int helpers) {
        this.helpers = helpers;
        this.threads = new ThreadPoolExecutor(
                Math.max(1, helpers),
                Math.max(1, helpers),
                SECONDS_IDLE,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("contents-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /// What is still at work for the last few when this returns does no harm by it.
    <T> void each(List<T> things, Consumer<T> work) {
        AtomicInteger next = new AtomicInteger();
        Runnable share = () -> {
            for (int i = next.getAndIncrement(); i < things.size() && !closed; i = next.getAndIncrement()) {
                work.accept(things.get(i));
            }
        };
        for (int i = 0; i < helpers && things.size() > FEW; i++) {
            threads.submit(share);
        }
        share.run();
    }

    @Override
    public void close() {
        closed = true;
        threads.close(); // None is interrupted: that would close the files they are at.
    }
}
