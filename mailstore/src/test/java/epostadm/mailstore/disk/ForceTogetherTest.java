package epostadm.mailstore.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ForceTogetherTest {

    private final AtomicInteger done = new AtomicInteger();

    @Test
    @Timeout(60)
    void runsAllAtTheSameTime() throws IOException {
        CyclicBarrier together = new CyclicBarrier(3);
        ForceTogether.Force force = () -> {
            try {
                together.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IOException(e);
            }
            done.incrementAndGet();
        };
        try (ForceTogether forces = new ForceTogether()) {
            forces.run(List.of(force, force, force));
        }
        assertThat(done).hasValue(3);
    }

    @Test
    void failsWhereOneFailsAfterAllHaveEnded() {
        ForceTogether.Force lost = () -> {
            throw new IOException("lost write");
        };
        try (ForceTogether forces = new ForceTogether()) {
            for (List<ForceTogether.Force> some : List.of(
                    List.of(lost, done::incrementAndGet), List.<ForceTogether.Force>of(done::incrementAndGet, lost))) {
                assertThatThrownBy(() -> forces.run(some))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("lost write");
            }
        }
        assertThat(done).hasValue(2);
    }
}
