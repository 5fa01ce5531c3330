package epostadm.server.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Threads that work for many destinations, of which none may take them all: each has a lane for so many at a time.
final class Lanes {

    private final int perLane;
    private final ExecutorService threads;
    private final Map<String, Lane> lanes = new HashMap<>();

    private static final class Lane {
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int running;
    }

    Lanes(int threads, int perLane) {
        this.perLane = perLane;
        this.threads = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("outside-", 0).factory());
    }

    synchronized void submit(String name, Runnable work) {
        if (threads.isShutdown()) {
            return;
        }
        Lane lane = lanes.computeIfAbsent(name, _ -> new Lane());
        if (lane.running < perLane) {
            lane.running++;
            run(name, lane, work);
        } else {
            lane.waiting.add(work);
        }
    }

    private void run(String name, Lane lane, Runnable work) {
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                next(name, lane);
            }
        });
    }

    private synchronized void next(String name, Lane lane) {
        Runnable work = threads.isShutdown() ? null : lane.waiting.poll();
        if (work != null) {
            run(name, lane, work);
        } else if (--lane.running == 0) {
            lanes.remove(name);
        }
    }

    /// Begins nothing more, and waits for what runs.
    void stop(Duration grace) throws InterruptedException {
        synchronized (this) {
            threads.shutdown();
        }
        threads.awaitTermination(grace.toNanos(), TimeUnit.NANOSECONDS);
    }
}
