package epostadm.server.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LanesTest {

    private final Lanes lanes = new Lanes(4, 2);
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final Semaphore answers = new Semaphore(0);

    @AfterEach
    void stop() throws InterruptedException {
        answers.release(100);
        lanes.stop(Duration.ofSeconds(10));
    }

    /// Work that waits for an answer of a slow server.
    private void slow(String name) {
        lanes.submit("slow", () -> {
            begun.add(name);
            answers.acquireUninterruptibly();
            done.add(name);
        });
    }

    @Test
    void slowDestinationLeavesThreadsToTheOthers() {
        List.of("a", "b", "c", "d", "e").forEach(this::slow);
        await().until(() -> begun.size() == 2);
        for (int i = 0; i < 10; i++) {
            String name = "quick " + i;
            lanes.submit(name, () -> done.add(name));
        }
        await().until(() -> done.size() == 10);
        assertThat(begun).as("two at a time").hasSize(2);
    }

    @Test
    void takesWhatWaitsInItsOrder() {
        List.of("a", "b", "c", "d", "e").forEach(this::slow);
        await().until(() -> begun.size() == 2);
        for (int more = 1; more <= 3; more++) {
            int begunThen = 2 + more;
            answers.release();
            await().until(() -> begun.size() == begunThen);
        }
        assertThat(begun.subList(2, 5)).containsExactly("c", "d", "e");
        answers.release(2);
        await().until(() -> done.size() == 5);
    }

    @Test
    void workThatFailsGivesItsPlaceBack() {
        for (int i = 0; i < 5; i++) {
            lanes.submit("broken", () -> {
                begun.add("x");
                throw new Expected();
            });
        }
        lanes.submit("broken", () -> done.add("after"));
        await().dontCatchUncaughtExceptions().until(() -> done.equals(List.of("after")));
        assertThat(begun).hasSize(5);
    }

    /// Told to nobody.
    private static final class Expected extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Expected() {
            super("expected by the test", null, false, false);
        }
    }

    @Test
    void beginsNothingMoreWhenStopped() throws InterruptedException {
        List.of("a", "b", "c").forEach(this::slow);
        await().until(() -> begun.size() == 2);
        lanes.stop(Duration.ZERO);
        lanes.submit("other", () -> done.add("late"));
        answers.release(10);
        lanes.stop(Duration.ofSeconds(10));
        assertThat(done).containsExactlyInAnyOrder("a", "b");
    }
}
