package epostadm.mailstore.yearend;

import static epostadm.mailstore.yearend.Years.RETIRE;
import static epostadm.mailstore.yearend.Years.change;
import static epostadm.mailstore.yearend.Years.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import epostadm.mailstore.disk.FileTree;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.journal.ChangeState;
import epostadm.mailstore.journal.ChangeSummary;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.Kill;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A change-over that is killed anywhere, or meets a full disk, comes to the end it would have had, or to the store
/// as it was.
class KilledYearEndTest {

    private static final int ACCOUNTS = 2_000;

    /// Every how many-th step of the great store is the last; `-Depostadm.stride=1` kills at every one (minutes).
    private static final int STRIDE = Integer.getInteger("epostadm.stride", 1499);

    private static final Configuration SMALL_BLOCKS =
            Configuration.unix().toBuilder().setBlockSize(512).build();

    private static Optional<ChangeSummary> killed(TestStore store, ChangePlan plan, int call) throws IOException {
        Kill kill = Kill.at(call);
        return kill.kills(() -> store.changes(kill).execute(plan)) ? store.openChange() : Optional.empty();
    }

    @ParameterizedTest
    @EnumSource(Edition.class)
    void isBroughtToItsEndOrTakenBackFromEveryPoint(Edition edition) throws IOException {
        try (TestStore store = Years.store(edition)) {
            StoreTree before = store.tree();
            String done = store.make(change(store, next(store), RETIRE));
            StoreTree after = store.tree();
            store.undo(done);
            int kills = 0;
            for (int call = 1; ; call++) {
                Optional<ChangeSummary> change = killed(store, change(store, next(store), RETIRE), call);
                if (change.isEmpty()) {
                    assertThat(store.tree()).isEqualTo(after);
                    break;
                }
                kills++;
                if (change.get().state() == ChangeState.APPLYING) {
                    store.changes(Progress.NONE).resume(change.get().id());
                    assertThat(store.tree()).as("resumed after " + call).isEqualTo(after);
                }
                takeBack(store, change.get());
                assertThat(store.tree()).as("undone after " + call).isEqualTo(before);
                change = killed(store, change(store, next(store), RETIRE), call);
                takeBack(store, change.orElseThrow());
                assertThat(store.tree()).as("undone at " + call).isEqualTo(before);
            }
            assertThat(kills).isGreaterThan(30);
        }
    }

    @Test
    void isBroughtToItsEndOrTakenBackOnTwoThousandAccounts() throws IOException {
        try (TestStore store = Years.many(TestStore.store(Edition.BSD, Layout.PER_DOMAIN, SMALL_BLOCKS), ACCOUNTS)) {
            StoreTree before = store.tree();
            String done = store.make(change(store, Years.nextOfMany(store, ACCOUNTS), RETIRE));
            StoreTree after = store.tree();
            store.undo(done);
            int kills = 0;
            for (int call = 1; ; call += STRIDE) {
                ChangePlan plan = change(store, Years.nextOfMany(store, ACCOUNTS), RETIRE);
                Optional<ChangeSummary> change = killed(store, plan, call);
                if (change.isEmpty()) {
                    assertThat(store.tree()).isEqualTo(after);
                    break;
                }
                kills++;
                boolean resumed = change.get().state() == ChangeState.APPLYING;
                if (resumed) {
                    store.changes(Progress.NONE).resume(change.get().id());
                    assertThat(store.tree()).as("resumed after " + call).isEqualTo(after);
                }
                takeBack(store, change.get());
                assertThat(store.tree()).as("undone after " + call).isEqualTo(before);
                if (resumed) {
                    change = killed(store, plan, call);
                    takeBack(store, change.orElseThrow());
                    assertThat(store.tree()).as("undone at " + call).isEqualTo(before);
                }
            }
            assertThat(kills).isGreaterThan(1_000 / STRIDE);
        }
    }

    @Test
    void isBroughtToItsEndOrTakenBackOnADisk(@TempDir Path directory) throws IOException {
        TestStore store =
                Years.many(TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN), ACCOUNTS / 10);
        StoreTree before = store.tree();
        String done = store.make(change(store, Years.nextOfMany(store, ACCOUNTS / 10), RETIRE));
        StoreTree after = store.tree();
        store.undo(done);
        for (int call = 1; ; call += 23) {
            Optional<ChangeSummary> change =
                    killed(store, change(store, Years.nextOfMany(store, ACCOUNTS / 10), RETIRE), call);
            if (change.isEmpty()) {
                break;
            }
            if (change.get().state() == ChangeState.APPLYING) {
                store.changes(Progress.NONE).resume(change.get().id());
                assertThat(store.tree()).as("resumed after " + call).isEqualTo(after);
            }
            takeBack(store, change.get());
            assertThat(store.tree()).as("undone after " + call).isEqualTo(before);
        }
    }

    /// What fails on a full disk is taken back at once, or waits for the undo that comes when there is room again.
    @Test
    void isTakenBackWhereTheDiskBecomesFullAtAnyPoint() throws IOException {
        int accounts = 100;
        int failures = 0;
        for (long room = 0; ; room += 3_072) {
            Configuration disk = Configuration.unix().toBuilder()
                    .setMaxSize(4 << 20)
                    .setBlockSize(1024)
                    .build();
            try (TestStore store = Years.many(TestStore.store(Edition.BSD, Layout.PER_DOMAIN, disk), accounts)) {
                ChangePlan plan = change(store, Years.nextOfMany(store, accounts), RETIRE);
                StoreTree before = store.tree();
                Path ballast = store.work().resolveSibling("ballast");
                long free = Files.getFileStore(store.work()).getUnallocatedSpace();
                Files.write(ballast, new byte[(int) Math.max(0, free - room)]);
                try {
                    store.make(plan);
                    break;
                } catch (IOException e) {
                    failures++;
                }
                FileTree.delete(ballast, () -> {});
                Optional<ChangeSummary> open = store.openChange();
                if (open.isPresent()) {
                    store.undo(open.get().id());
                }
                assertThat(store.tree()).as("with room for " + room).isEqualTo(before);
                store.make(plan);
            }
        }
        assertThat(failures).isGreaterThan(5);
    }

    @Test
    void letsNoOtherChangeComeBetween() throws IOException {
        try (TestStore store = Years.store(Edition.BSD)) {
            ChangePlan plan = change(store, next(store), RETIRE);
            int call = 1;
            while (killed(store, plan, call).orElseThrow().state() != ChangeState.APPLYING) {
                call++;
            }
            assertThat(new YearEnds(store.open(), store.domain()).toResume())
                    .isEqualTo(store.openChange().orElseThrow());
            assertThatThrownBy(() -> store.make(plan)).isInstanceOf(IOException.class);
        }
    }

    /// Undone, and what it had brought is forgotten, so that the memory does not fill.
    private static void takeBack(TestStore store, ChangeSummary change) throws IOException {
        store.undo(change.id());
        if (change.state() != ChangeState.PREPARING) {
            store.changes(Progress.NONE).purge(change.id());
        }
    }
}
