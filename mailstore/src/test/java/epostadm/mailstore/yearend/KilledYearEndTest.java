package epostadm.mailstore.yearend;

import static epostadm.mailstore.yearend.Years.RETIRE;
import static epostadm.mailstore.yearend.Years.change;
import static epostadm.mailstore.yearend.Years.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A change-over that is killed anywhere comes to the end it would have had, or to the store as it was. On a
/// greater store: [YearEndAtEveryStepTest].
class KilledYearEndTest {

    private static final int ACCOUNTS = 100;

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
    void isBroughtToItsEndOrTakenBackOnADisk(@TempDir Path directory) throws IOException {
        TestStore store = Years.many(TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN), ACCOUNTS);
        StoreTree before = store.tree();
        String done = store.make(change(store, Years.nextOfMany(store, ACCOUNTS), RETIRE));
        StoreTree after = store.tree();
        store.undo(done);
        for (int call = 1; ; call += 31) {
            Optional<ChangeSummary> change =
                    killed(store, change(store, Years.nextOfMany(store, ACCOUNTS), RETIRE), call);
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
