package epostadm.mailstore.yearend;

import static epostadm.mailstore.yearend.Years.RETIRE;
import static epostadm.mailstore.yearend.Years.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.journal.ChangeState;
import epostadm.mailstore.journal.ChangeSummary;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A change-over that meets a full disk is taken back at once, or waits until there is room again.
class FullDiskYearEndTest {

    private static final int ACCOUNTS = 100;

    private static TestStore store() throws IOException {
        Configuration disk = Configuration.unix().toBuilder()
                .setMaxSize(4 << 20)
                .setBlockSize(1024)
                .build();
        return Years.many(TestStore.store(Edition.BSD, Layout.PER_DOMAIN, disk), ACCOUNTS);
    }

    private static ChangePlan plan(TestStore store) throws IOException {
        return change(store, Years.nextOfMany(store, ACCOUNTS), RETIRE);
    }

    private static Path ballast(TestStore store) {
        return store.work().resolveSibling("ballast");
    }

    /// Leaves so many bytes free.
    private static void fill(TestStore store, long room) throws IOException {
        long free = Files.getFileStore(store.work()).getUnallocatedSpace();
        Files.write(ballast(store), new byte[(int) Math.max(0, free - room)]);
    }

    @Test
    void isTakenBackWithWhateverRoomIsTooLittle() throws IOException {
        int failures = 0;
        boolean done = false;
        for (long room = 0; !done; room += 3_072) {
            try (TestStore store = store()) {
                ChangePlan plan = plan(store);
                StoreTree before = store.tree();
                fill(store, room);
                try {
                    store.make(plan);
                    done = true;
                } catch (IOException e) {
                    failures++;
                    Files.delete(ballast(store));
                    Optional<ChangeSummary> open = store.openChange();
                    if (open.isPresent()) {
                        store.undo(open.get().id());
                    }
                    assertThat(store.tree()).as("with room for " + room).isEqualTo(before);
                    store.make(plan);
                }
            }
        }
        assertThat(failures).isGreaterThan(20);
    }

    /// Full from every tenth step on, be it of preparing, applying or looking whether all is well.
    @Test
    void isResumedOrTakenBackWhereTheDiskBecomesFullOnTheWay() throws IOException {
        StoreTree after;
        try (TestStore store = store()) {
            store.make(plan(store));
            after = store.tree();
        }
        Map<ChangeState, Integer> open = new EnumMap<>(ChangeState.class);
        int failures = 0;
        boolean reached = true;
        for (int call = 1; reached; call += 10) {
            for (boolean resume : new boolean[] {true, false}) {
                try (TestStore store = store()) {
                    StoreTree before = store.tree();
                    ChangePlan plan = plan(store);
                    Filling filling = new Filling(store, call);
                    boolean failed = false;
                    try {
                        store.changes(filling).execute(plan);
                    } catch (IOException e) {
                        failed = true;
                        failures++;
                    }
                    reached = Files.deleteIfExists(ballast(store));
                    Optional<ChangeState> state = store.openChange().map(ChangeSummary::state);
                    state.ifPresent(found -> open.merge(found, 1, Integer::sum));
                    if (!failed) {
                        assertThat(store.tree()).as("full from " + call).isEqualTo(after);
                    } else {
                        mend(store, resume, plan, before, after);
                    }
                }
            }
        }
        assertThat(failures).isGreaterThan(20);
        assertThat(open).containsKey(ChangeState.APPLYING);
    }

    private static void mend(TestStore store, boolean resume, ChangePlan plan, StoreTree before, StoreTree after)
            throws IOException {
        Optional<ChangeSummary> open = store.openChange();
        ChangeState state = open.map(ChangeSummary::state).orElse(ChangeState.UNDONE);
        String id = open.map(ChangeSummary::id).orElse("");
        switch (state) {
            case APPLYING -> {
                if (resume) {
                    store.changes(Progress.NONE).resume(id);
                    assertThat(store.tree()).isEqualTo(after);
                }
                store.undo(id);
            }
            case UNDOING -> {
                assertThatThrownBy(() -> store.changes(Progress.NONE).resume(id))
                        .isInstanceOf(RefusedException.class);
                store.undo(id);
            }
            case PREPARING, UNDONE, DONE, PURGED -> {}
        }
        assertThat(store.tree()).isEqualTo(before);
        store.make(plan);
        assertThat(store.tree()).isEqualTo(after);
    }

    /// Fills the disk at the n-th time that it is told how far the work has come.
    private static final class Filling implements Progress {

        private final TestStore store;
        private int left;

        Filling(TestStore store, int call) {
            this.store = store;
            this.left = call;
        }

        private void count() {
            left--;
            if (left == 0) {
                fillToTheEnd();
            }
        }

        /// Others write meanwhile: what was free may be taken already.
        private void fillToTheEnd() {
            boolean full = false;
            while (!full) {
                try {
                    fill(store, 0);
                    full = true;
                } catch (IOException e) {
                    Thread.onSpinWait();
                }
            }
        }

        @Override
        public void start(Phase phase, long total) {
            count();
        }

        @Override
        public void step(long count) {
            count();
        }

        @Override
        public void finish() {
            count();
        }
    }
}
