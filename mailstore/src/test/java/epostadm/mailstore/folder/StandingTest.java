package epostadm.mailstore.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is seen of a message while somebody else changes it.
@Timeout(60)
class StandingTest {

    @TempDir
    private Path directory;

    /// RFC 7162 section 3.1: who knows a mod-sequence knows the flags.
    @Test
    void hasOneSetOfFlagsForEachModSequence() throws Exception {
        Workshop shop = new Workshop(directory);
        Path other = shop.folder("other");
        for (long uid = 1; uid <= 200; uid++) {
            shop.put(other, uid, "000000");
        }
        LiveFolder folder = shop.open(other);
        List<LiveMessage> messages = folder.messages();
        LiveMessage first = messages.getFirst();
        AtomicBoolean over = new AtomicBoolean();
        Thread changing = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < 40; i++) {
                    FlagChange.Mode mode = i % 2 == 0 ? FlagChange.Mode.ADD : FlagChange.Mode.REMOVE;
                    folder.store(
                            messages, new FlagChange(mode, Workshop.flags("000010", "k")), OptionalLong.empty(), null);
                }
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            } finally {
                over.set(true);
            }
        });
        Map<Long, MessageFlags> known = new HashMap<>();
        while (!over.get()) {
            LiveMessage.Standing now = first.standing();
            MessageFlags before = known.putIfAbsent(now.modSeq(), now.flags());
            assertThat(before == null || before.equals(now.flags())).isTrue();
        }
        changing.join();
        assertThat(known).hasSizeGreaterThan(2);
    }
}
