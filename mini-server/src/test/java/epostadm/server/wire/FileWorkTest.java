package epostadm.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FileWorkTest {

    private final FileWork files = new FileWork();

    @AfterEach
    void close() {
        files.close();
    }

    private static <T> T onVirtualThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task.get();
    }

    @Test
    void takesTheDiskAwayFromVirtualThreads() throws Exception {
        assertThat(onVirtualThread(() -> files.read(Thread::currentThread)).isVirtual())
                .isFalse();
        assertThat(onVirtualThread(() -> files.write(Thread::currentThread)).isVirtual())
                .isFalse();
    }

    @Test
    void letsPlatformThreadsDoTheirOwn() throws IOException {
        assertThat(files.read(Thread::currentThread)).isSameAs(Thread.currentThread());
    }

    @Test
    void givesABusySessionAPlatformThread() throws Exception {
        AtomicReference<Thread> ran = new AtomicReference<>();
        AtomicReference<Thread> read = new AtomicReference<>();
        assertThat(onVirtualThread(() -> files.onPlatformThread(() -> {
                    ran.set(Thread.currentThread());
                    read.set(files.read(Thread::currentThread));
                })))
                .isTrue();
        assertThat(ran.get().isVirtual()).isFalse();
        assertThat(read.get()).isSameAs(ran.get());
    }

    @Test
    void turnsOneAwayWhereAllPlatformThreadsAreBusyAndTakesTheNextWhenOneIsFree() throws Exception {
        CountDownLatch inside = new CountDownLatch(32);
        CountDownLatch leave = new CountDownLatch(1);
        List<FutureTask<Boolean>> busy = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            FutureTask<Boolean> task = new FutureTask<>(() -> files.onPlatformThread(() -> {
                inside.countDown();
                awaitQuietly(leave);
            }));
            busy.add(task);
            Thread.ofVirtual().start(task);
        }
        inside.await();
        boolean[] ran = {false};
        assertThat(onVirtualThread(() -> files.onPlatformThread(() -> ran[0] = true)))
                .isFalse();
        assertThat(ran[0]).isFalse();
        leave.countDown();
        for (FutureTask<Boolean> task : busy) {
            assertThat(task.get()).isTrue();
        }
        assertThat(onVirtualThread(() -> files.onPlatformThread(() -> ran[0] = true)))
                .isTrue();
        assertThat(ran[0]).isTrue();
    }

    @Test
    void passesOnWhatTheWorkThrew() throws Exception {
        assertThatThrownBy(() -> onVirtualThread(() -> files.onPlatformThread(() -> {
                    throw new IOException("the client is gone");
                })))
                .hasRootCauseMessage("the client is gone");
        assertThat(onVirtualThread(() -> files.onPlatformThread(() -> {}))).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
