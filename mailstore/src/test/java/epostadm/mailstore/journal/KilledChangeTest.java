package epostadm.mailstore.journal;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.TreeSnapshot;
import epostadm.mailstore.testing.Kill;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A change that is killed anywhere comes to the end it would have had, or to the store as it was, byte for byte.
class KilledChangeTest {

    enum Disk {
        UNIX,
        WITHOUT_HARD_LINKS,
        WINDOWS;

        SampleChange fresh() throws IOException {
            return switch (this) {
                case UNIX -> SampleChange.onUnix();
                case WITHOUT_HARD_LINKS -> SampleChange.withoutHardLinks();
                case WINDOWS -> SampleChange.onWindows();
            };
        }

        TreeSnapshot before() throws IOException {
            try (SampleChange change = fresh()) {
                return change.store();
            }
        }

        TreeSnapshot after() throws IOException {
            try (SampleChange change = fresh()) {
                change.changes().execute(change.plan());
                return change.store();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isResumedToItsEnd(Disk disk) throws Exception {
        TreeSnapshot after = disk.after();
        int resumed = 0;
        for (int call = 1; ; call++) {
            try (SampleChange change = disk.fresh()) {
                if (!killedAt(call, change)) {
                    break;
                }
                if (state(change).equals(Optional.of(ChangeState.APPLYING))) {
                    change.changes().resume(SampleChange.ID);
                    assertThat(change.store().lines()).as("killed at " + call).isEqualTo(after.lines());
                    assertThat(change.log().open()).isEmpty();
                    resumed++;
                }
            }
        }
        assertThat(resumed).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource
    void isTakenBack(Disk disk) throws Exception {
        TreeSnapshot before = disk.before();
        for (int call = 1; ; call++) {
            try (SampleChange change = disk.fresh()) {
                if (!killedAt(call, change)) {
                    break;
                }
                change.changes().undo(SampleChange.ID);
                assertThat(change.store().lines()).as("killed at " + call).isEqualTo(before.lines());
                assertThat(change.log().open()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isTakenBackAfterItsEndThoughTheUndoIsKilledToo(Disk disk) throws Exception {
        TreeSnapshot before = disk.before();
        for (int call = 1; ; call++) {
            try (SampleChange change = disk.fresh()) {
                change.changes().execute(change.plan());
                Kill kill = Kill.at(call);
                if (!kill.kills(() -> change.changes(kill).undo(SampleChange.ID))) {
                    break;
                }
                change.changes().undo(SampleChange.ID);
                assertThat(change.store().lines()).as("killed at " + call).isEqualTo(before.lines());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isResumedOrTakenBackThoughTheResumeIsKilledToo(Disk disk) throws Exception {
        TreeSnapshot before = disk.before();
        TreeSnapshot after = disk.after();
        for (int first : List.of(30, 41)) {
            boolean killed = true;
            for (int second = 1; killed; second += 3) {
                try (SampleChange change = disk.fresh()) {
                    killedAt(first, change);
                    if (!state(change).equals(Optional.of(ChangeState.APPLYING))) {
                        break;
                    }
                    Kill kill = Kill.at(second);
                    killed = kill.kills(() -> change.changes(kill).resume(SampleChange.ID));
                    if (killed && second % 2 == 1) {
                        change.changes().resume(SampleChange.ID);
                    }
                    assertThat(!killed || second % 2 == 1 ? change.store().lines() : after.lines())
                            .as("killed at " + first + " and " + second)
                            .isEqualTo(after.lines());
                    change.changes().undo(SampleChange.ID);
                    assertThat(change.store().lines())
                            .as("killed at " + first + " and " + second)
                            .isEqualTo(before.lines());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void thatHadOnlyBeenPreparedIsForgottenByTheNext(Disk disk) throws Exception {
        TreeSnapshot after = disk.after();
        try (SampleChange change = disk.fresh()) {
            killedAt(5, change);
            assertThat(state(change)).contains(ChangeState.PREPARING);
            change.changes().execute(change.plan());
            assertThat(change.store().lines()).isEqualTo(after.lines());
            assertThat(change.log().list()).hasSize(1);
        }
    }

    private static boolean killedAt(int call, SampleChange change) throws Exception {
        Kill kill = Kill.at(call);
        return kill.kills(() -> change.changes(kill).execute(change.plan()));
    }

    private static Optional<ChangeState> state(SampleChange change) throws IOException {
        return change.log().open().map(ChangeSummary::state);
    }
}
