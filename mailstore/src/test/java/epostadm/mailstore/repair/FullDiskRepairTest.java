package epostadm.mailstore.repair;

import static epostadm.mailstore.testing.TestMessage.uid;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import epostadm.mailstore.disk.FileTree;
import epostadm.mailstore.journal.ChangeState;
import epostadm.mailstore.journal.ChangeSummary;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A repair on a disk that fills up loses nothing, and is done or undone once there is room.
class FullDiskRepairTest {

    /// A file takes a block; with this more room than before about ten steps more are made.
    private static final long TEN_STEPS = 10 * 1024;

    private static TestStore damaged() throws IOException {
        Configuration disk = Configuration.unix().toBuilder()
                .setMaxSize(4 << 20)
                .setBlockSize(1024)
                .build();
        TestStore store = TestStore.store(Edition.BSD, Layout.PER_DOMAIN, disk).domain("a.example");
        for (String account : List.of("hana", "ken", "yumi", "jiro")) {
            store.account(account).apop("kawa-no-oto").sizeLimit(10_000_000).mail("INBOX", uid(1), uid(3), uid(7));
            Path inbox = store.path("inbox/a.example/" + account + "/inbox");
            for (int i = 10; i < 22; i++) {
                write(inbox.resolve("%010d-000010.MSG".formatted(i)), "Subject: lf " + i + "\n\nA\n.B\n");
                write(inbox.resolve("letter%d.MSG".formatted(i)), "Subject: letter " + i + "\r\n\r\nA\r\n");
            }
            write(inbox.resolve("0000000003-100000.MSG"), "Subject: same UID\r\n\r\nA\r\n");
            write(inbox.resolve("0000000004-000000.~SG"), "Subject: cut short\r\n\r\nA\r\n");
            write(inbox.resolve("0000000009-000000.MSG"), "");
            Files.delete(inbox.resolve("uid"));
            Files.delete(inbox.resolveSibling("apop.dat"));
            Files.delete(inbox.resolveSibling("size.ctl"));
            write(inbox.resolveSibling("SENDER.DAT"), "bad@b.example,-1\r\n");
        }
        return store;
    }

    private static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        Files.setLastModifiedTime(file, FileTime.from(TestStore.NOW.minus(Duration.ofDays(1))));
    }

    private static StoreTree repaired() throws IOException {
        try (TestStore store = damaged()) {
            store.make(Repaired.plan(store).change());
            return store.tree();
        }
    }

    @Test
    void isUndoneOrResumedWhereverTheDiskBecomesFull() throws IOException {
        StoreTree after = repaired();
        int failures = 0;
        int resumed = 0;
        for (long room = 0; ; room += TEN_STEPS) {
            try (TestStore store = damaged()) {
                StoreTree before = store.tree();
                RepairPlan plan = Repaired.plan(store);
                Path ballast = store.work().resolveSibling("ballast");
                long free = Files.getFileStore(store.work()).getUnallocatedSpace();
                Files.write(ballast, new byte[(int) Math.max(0, free - room)]);
                try {
                    store.make(plan.change());
                    break;
                } catch (IOException e) {
                    failures++;
                    assertThat(e).hasMessageContaining("out of disk space");
                }
                Optional<ChangeSummary> open = store.openChange();
                if (open.isEmpty()) {
                    assertThat(store.tree())
                            .as("taken back, with room for " + room)
                            .isEqualTo(before);
                }
                FileTree.delete(ballast, () -> {});
                if (open.isPresent() && open.get().state() == ChangeState.APPLYING) {
                    resumed++;
                    store.changes(Progress.NONE).resume(open.get().id());
                    assertThat(store.tree())
                            .as("resumed, with room for " + room)
                            .isEqualTo(after);
                    store.undo(open.get().id());
                } else if (open.isPresent()) {
                    store.undo(open.get().id());
                }
                assertThat(store.tree()).as("undone, with room for " + room).isEqualTo(before);
                String change = store.make(Repaired.plan(store).change());
                assertThat(store.tree()).isEqualTo(after);
                assertThat(Repaired.plan(store).change().steps()).isEmpty();
                store.undo(change);
                assertThat(store.tree()).isEqualTo(before);
            }
        }
        assertThat(failures).isGreaterThan(5);
    }
}
