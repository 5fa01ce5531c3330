package epostadm.mailstore.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GroupForceTest {

    private final AtomicInteger forces = new AtomicInteger();
    private final CountDownLatch disk = new CountDownLatch(1);

    private final GroupForce force = new GroupForce(Path.of("x"), new Durability() {
        @Override
        public void forceFile(Path file) {}

        @Override
        public void forceDirectory(Path directory) throws IOException {
            if (forces.incrementAndGet() == 3) {
                throw new IOException("lost write");
            }
            try {
                disk.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public boolean syncVolume(Path anywhere) {
            return false;
        }
    });

    @Test
    @Timeout(60)
    void servesAllWhoComeMeanwhileWithOneForce() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Thread thread = new Thread(() -> {
                try {
                    force.force();
                } catch (IOException e) {
                    forces.addAndGet(100);
                }
            });
            threads.add(thread);
            thread.start();
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        assertThat(forces).hasValue(1);
        disk.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(forces).hasValue(2);
        assertThatThrownBy(force::force).isInstanceOf(IOException.class).hasMessageContaining("x");
        force.force();
    }
}
