package epostadm.mailstore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import epostadm.fixtures.TreeSnapshot;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A change that fails leaves the store as it found it, with all that somebody else has put there.
class FailedChangeTest {

    private SampleChange change;

    @BeforeEach
    void makeStore() throws IOException {
        change = SampleChange.onUnix();
    }

    @AfterEach
    void close() throws IOException {
        change.close();
    }

    @Test
    void onAFullDiskWhileStaging() throws IOException {
        TreeSnapshot before = change.store();
        List<PlannedStep> steps = new ArrayList<>(change.plan().steps());
        steps.add(new PlannedStep.PutFile("db/big", out -> {
            out.write(new byte[100_000]);
            throw new IOException("No space left on device");
        }));
        ChangePlan plan = new ChangePlan("year-end", "a.jp", steps, List.of());

        assertThatThrownBy(() -> change.changes().execute(plan)).hasMessage("No space left on device");
        assertThat(change.store().lines()).isEqualTo(before.lines());
        assertNothingLeft();
    }

    @Test
    void onAFullDiskWhileWritingAnAttachment() throws IOException {
        TreeSnapshot before = change.store();
        ChangePlan plan =
                new ChangePlan("year-end", "a.jp", change.plan().steps(), List.of(), Map.of("map.csv", out -> {
                    out.write(1);
                    throw new IOException("No space left on device");
                }));
        assertThatThrownBy(() -> change.changes().execute(plan)).hasMessage("No space left on device");
        assertThat(change.store().lines()).isEqualTo(before.lines());
        assertNothingLeft();
    }

    /// Also where names are taken that the plan takes for free, as mail that arrives may do.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "db/~a.jp.idx",
                "db/aliases.old",
                "inbox/b.jp/x",
                "inbox/a.jp/taro/OLD_INBOX/0000000007-100000.MSG",
                "inbox/a.jp/taro/OLD_INBOX"
            })
    void whereATargetHasAppearedSinceThePlan(String name) throws IOException {
        ChangePlan plan = change.plan();
        change.put(name, "somebody else's");
        TreeSnapshot before = change.store();

        assertThatThrownBy(() -> change.changes().execute(plan))
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isInstanceOf(Refusal.ChangeConflict.class);
        assertThat(change.store().lines()).isEqualTo(before.lines());
        assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db/~a.jp.idx",
                "db/aliases.old",
                "inbox/b.jp/x",
                "inbox/a.jp/taro/OLD_INBOX/0000000007-100000.MSG",
                "inbox/a.jp/taro/OLD_INBOX"
            })
    void whereATargetAppearsWhileItIsApplied(String name) throws IOException {
        ChangePlan plan = change.plan();
        TreeSnapshot[] before = new TreeSnapshot[1];
        Progress interfering = new At(Progress.Phase.APPLYING, () -> {
            change.put(name, "somebody else's");
            before[0] = change.store();
        });
        assertThatThrownBy(() -> change.changes(interfering).execute(plan))
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isInstanceOf(Refusal.ChangeConflict.class);
        assertThat(change.store().lines()).isEqualTo(before[0].lines());
        assertThat(change.log().open()).isEmpty();
    }

    @Test
    void whereWhatIsToGoHasGone() throws IOException {
        ChangePlan plan = change.plan();
        Files.delete(change.at("inbox/a.jp/taro/size.ctl"));
        TreeSnapshot before = change.store();
        assertThatThrownBy(() -> change.changes().execute(plan))
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .asInstanceOf(type(Refusal.ChangeConflict.class))
                .satisfies(conflict -> assertThat(conflict.paths()).containsExactly("inbox/a.jp/taro/size.ctl"));
        assertThat(change.store().lines()).isEqualTo(before.lines());
        assertNothingLeft();
    }

    @Test
    void whereMailArrivesInAFolderThatMustNotChange() throws IOException {
        ChangePlan plan = change.plan();
        Progress interfering = new At(
                Progress.Phase.APPLYING,
                () -> change.put("inbox/a.jp/jiro/INBOX/0000000004-100000.MSG", "Subject: new\r\n"));
        assertThatThrownBy(() -> change.changes(interfering).execute(plan))
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isInstanceOf(Refusal.VerificationFailed.class);
        assertThat(change.at("inbox/a.jp/jiro/INBOX/0000000004-100000.MSG")).exists();
        assertThat(change.at("inbox/b.jp")).doesNotExist();
        assertThat(change.log().open()).isEmpty();
    }

    @Test
    void whenTheUserCancels() throws IOException {
        TreeSnapshot before = change.store();
        int[] asked = new int[1];
        Changes cancelled =
                new Changes(change.paths, InstantSource.fixed(SampleChange.NOW), Progress.NONE, () -> ++asked[0] == 25);
        assertThatThrownBy(() -> cancelled.execute(change.plan()))
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isEqualTo(new Refusal.Cancelled());
        assertThat(change.store().lines()).isEqualTo(before.lines());
        assertThat(change.log().open()).isEmpty();
    }

    @Test
    void thatWouldTakeAwayADirectoryAndSomethingInIt() throws IOException {
        TreeSnapshot before = change.store();
        List<PlannedStep> steps =
                List.of(new PlannedStep.Remove("inbox/a.jp/taro/size.ctl"), new PlannedStep.Remove("inbox/a.jp/taro"));
        assertThatThrownBy(() -> change.changes().execute(new ChangePlan("remove", "taro", steps, List.of())))
                .isInstanceOf(RefusedException.class);
        assertThat(change.store().lines()).isEqualTo(before.lines());
        assertNothingLeft();
    }

    private void assertNothingLeft() throws IOException {
        assertThat(change.log().open()).isEmpty();
        assertThat(change.log().list()).isEmpty();
        for (Path directory : List.of(change.paths.changes(), change.paths.quarantine())) {
            assertThat(FolderListing.names(directory)).isEmpty();
        }
    }

    /// Somebody else at work when a phase begins.
    private record At(Phase phase, Interference interference) implements Progress {

        interface Interference {
            void run() throws IOException;
        }

        @Override
        public void start(Phase begun, long total) {
            if (begun == phase) {
                try {
                    interference.run();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        }

        @Override
        public void step(long count) {}

        @Override
        public void finish() {}
    }
}
