package epostadm.server.imap.model;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole sessions, several at a time, say random things, and each answer is held against a model of the RFC. One
/// command at a time, so that there is one right answer; what overlaps is `bench/imap.sh check`'s. The seed is the
/// case; `model.seeds`, `model.first` and `model.steps` make it longer.
@Timeout(6_000)
class RandomSessionsTest {

    private static final int STEPS = Integer.getInteger("model.steps", 150);

    @TempDir
    private Path directory;

    static Stream<Long> seeds() {
        long first = Long.getLong("model.first", 1);
        return LongStream.range(first, first + Long.getLong("model.seeds", 6)).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreeWithTheModel(long seed) throws IOException {
        Path place = Files.createDirectory(directory.resolve("s" + seed));
        ModelWorld world = new ModelWorld(Seeded.of(seed), place);
        try (world) {
            MessageActions messages = new MessageActions(world);
            FolderActions folders = new FolderActions(world);
            OutsideActions outside = new OutsideActions(world);
            for (int step = 1; step <= STEPS; step++) {
                step(world, messages, folders, outside);
                if (step % 10 == 0) {
                    settle(world, folders);
                }
            }
            assertThat(world.server.faults).isEmpty();
        } catch (RuntimeException | AssertionError | IOException e) {
            throw new AssertionError(
                    "seed " + seed + ": " + e.getMessage() + "\n" + world.log() + "\n" + world.server.faults, e);
        }
    }

    private static void step(ModelWorld world, MessageActions messages, FolderActions folders, OutsideActions outside)
            throws IOException {
        Seeded random = world.random;
        ModelSession session = random.oneOf(world.sessions);
        int choice = random.between(1, 100);
        if (choice <= 8) {
            folders.tree(session);
        } else if (choice <= 10) {
            folders.status(session);
        } else if (choice <= 22) {
            messages.append(session);
        } else if (choice <= 25) {
            outside.deliver(session, folders);
        } else if (choice <= 28) {
            outside.byHand(session, folders);
        } else if (choice <= 29) {
            world.restart();
        } else if (session.view == null || choice <= 34) {
            folders.select(session);
        } else if (choice <= 36) {
            folders.leave(session);
        } else if (choice <= 40) {
            session.must(random.chance(0.7) ? "NOOP" : "CHECK");
        } else if (choice <= 44) {
            idle(world, session, messages);
        } else if (session.view.messages.isEmpty()) {
            messages.append(session);
        } else if (choice <= 46 && session.way == ModelSession.Way.QRESYNC) {
            folders.resynchronize(session);
        } else if (choice <= 60) {
            messages.fetch(session);
        } else if (choice <= 64 && session.way != ModelSession.Way.PLAIN) {
            messages.changedSince(session);
        } else if (choice <= 78) {
            messages.store(session);
        } else if (choice <= 86) {
            messages.search(session);
        } else if (choice <= 93) {
            messages.copy(session);
        } else {
            messages.expunge(session);
        }
    }

    /// While one waits, another does something.
    private static void idle(ModelWorld world, ModelSession waiting, MessageActions messages) throws IOException {
        waiting.must("NOOP");
        String tag = waiting.begin("IDLE");
        waiting.idling();
        List<ModelSession> others = world.sessions.stream()
                .filter(session -> session != waiting && session.view != null && !session.view.messages.isEmpty())
                .toList();
        if (!others.isEmpty()) {
            ModelSession other = world.random.oneOf(others);
            switch (world.random.between(1, 3)) {
                case 1 -> messages.store(other);
                case 2 -> messages.append(other);
                default -> messages.expunge(other);
            }
        }
        waiting.send("DONE\r\n");
        assertThat(waiting.answered(tag, "IDLE")).startsWith("OK");
    }

    /// With nobody at work all say the same, and so does whoever comes anew.
    private static void settle(ModelWorld world, FolderActions folders) throws IOException {
        for (ModelSession session : world.sessions) {
            session.must("NOOP");
            if (session.view != null) {
                session.view.settled();
            }
        }
        for (ModelFolder folder : world.folders.values()) {
            try (ModelSession fresh = new ModelSession("new", ModelSession.Way.PLAIN, world.server, world.log::add)) {
                folders.look(fresh, folder);
            }
        }
    }
}
