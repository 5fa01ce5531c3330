package epostadm.mailstore.yearend;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A change-over that is killed at every one of its steps, on a store of `-Depostadm.everyStep.accounts` accounts
/// of which 60 % stay and 40 % leave, while as many come. docs/developers.md, "Long runs".
///
/// It is killed at its first step, resumed, killed one step later, and so on to its end; then every undo is killed
/// one step later than the one before. On the way back the disk must be at each step what it was on the way there:
/// so each kill could have been resumed, and could have been taken back, by what the chains show of all that
/// follows. Samples of them are, from a kill that is the first one.
class YearEndAtEveryStepTest {

    private static final int ACCOUNTS = Integer.getInteger("epostadm.everyStep.accounts", 25);

    /// Every how many-th step is a sample, and where merely something is read, every how many-th call is a kill.
    private static final int SAMPLE = Math.max(4, ACCOUNTS / 40);

    private static final Configuration SMALL_BLOCKS =
            Configuration.unix().toBuilder().setBlockSize(512).build();

    /// Beside a great store the other two ways are tried on a smaller one.
    private static int accounts(Wish.Leavers leavers) {
        return leavers == Wish.Leavers.RETIRE ? ACCOUNTS : Math.min(ACCOUNTS, Math.max(25, ACCOUNTS / 10));
    }

    @ParameterizedTest
    @EnumSource(Wish.Leavers.class)
    void isResumedAndTakenBackFromEveryOne(Wish.Leavers leavers) throws IOException {
        int accounts = accounts(leavers);
        try (TestStore chained = Years.many(store(), accounts);
                TestStore sampled = Years.many(store(), accounts)) {
            Samples samples = Samples.of(sampled, plan(sampled, leavers));
            samples.preparing();
            ChangePlan plan = plan(chained, leavers);
            Chain chain = new Chain(chained, samples);
            int resumed = chain.up(
                    samples.first, progress -> chained.changes(progress).execute(plan));
            assertThat(chained.tree()).as("resumed from kill to kill").isEqualTo(samples.after);
            int steps = chain.disks.size();
            int undone = chain.down();
            assertThat(chained.tree()).as("taken back from kill to kill").isEqualTo(samples.before);
            assertThat(steps).isGreaterThan(accounts / 3);
            if (ACCOUNTS > 100) {
                System.out.printf(
                        "%s, %d accounts, %d states of the disk: killed %d times on the way there, %d on the way back, "
                                + "%d samples%n",
                        leavers, accounts, steps, resumed, undone, samples.taken);
            }
        }
    }

    private static TestStore store() {
        return TestStore.store(Edition.BSD, Layout.PER_DOMAIN, SMALL_BLOCKS);
    }

    private static ChangePlan plan(TestStore store, Wish.Leavers leavers) throws IOException {
        return Years.change(store, Years.nextOfMany(store, accounts(leavers)), Years.wish(leavers));
    }

    @FunctionalInterface
    private interface Work {
        void run(Progress progress) throws IOException;
    }

    /// The open change after a kill, or nothing where the work came to its end first.
    private static Optional<ChangeSummary> killed(TestStore store, int call, Work work) throws IOException {
        Kill kill = Kill.at(call);
        return kill.kills(() -> work.run(kill)) ? store.openChange() : Optional.empty();
    }

    /// Every name in the store and the files' sizes, those of stage and quarantine too, but for the change's status
    /// and for the directories of stage and quarantine, which are made when they are needed.
    private static int disk(TestStore store) throws IOException {
        List<String> entries = new ArrayList<>();
        int length = store.work().toString().length();
        FileTree.walk(store.work(), (path, attributes) -> {
            String name = path.toString().substring(length);
            if (!attributes.isDirectory()) {
                entries.add(name.endsWith("/state") ? name : name + " " + attributes.size());
            } else if (!name.startsWith("/.epostadm/quarantine") && !name.contains("/stage")) {
                entries.add(name + "/");
            }
        });
        entries.sort(null);
        return entries.hashCode();
    }

    /// The work of one store, each time killed a little later.
    private static final class Chain {

        private final TestStore store;
        private final Samples samples;
        /// What was on disk after each step, without repetition.
        private final List<Integer> disks = new ArrayList<>();

        private String id = "";
        private String status = "";
        /// How many calls of the last run came after the one with which the phase began that it was killed in.
        private int done;

        Chain(TestStore store, Samples samples) {
            this.store = store;
            this.samples = samples;
        }

        /// Kills at the given call, resumes and kills again, until it is done; returns the number of kills.
        int up(int first, Work begin) throws IOException {
            int kills = 0;
            int call = first;
            Optional<ChangeSummary> killed = killed(store, first, begin);
            id = killed.orElseThrow().id();
            while (killed.isPresent()) {
                kills++;
                assertThat(killed.get().state()).isEqualTo(ChangeState.APPLYING);
                int disk = disk(store);
                boolean same = !disks.isEmpty() && disks.getLast() == disk;
                if (!same) {
                    disks.add(disk);
                }
                boolean newPhase = nextPhase();
                if (newPhase || call % SAMPLE == 0) {
                    samples.take(call, disk);
                }
                int calls = same ? SAMPLE : 1;
                call += calls;
                done += calls;
                killed = killed(
                        store, done + 1, progress -> store.changes(progress).resume(id));
            }
            assertThat(store.openChange()).isEmpty();
            return kills;
        }

        /// Kills each undo a step later than the one before.
        int down() throws IOException {
            int kills = 0;
            int at = disks.size() - 1;
            done = 0;
            status = "";
            for (Kill kill = nextKill(); kill.kills(undo(kill)); kill = nextKill()) {
                kills++;
                int disk = disk(store);
                if (disk != disks.get(at)) {
                    at--;
                    assertThat(disk).as("on the way back, at step " + at).isEqualTo(disks.get(at));
                }
                nextPhase();
                done++;
            }
            assertThat(at).isZero();
            assertThat(store.openChange()).isEmpty();
            return kills;
        }

        private Kill nextKill() {
            return Kill.at(done + 1);
        }

        private Kill.Task<IOException> undo(Progress progress) {
            return () -> store.changes(progress).undo(id);
        }

        /// A run counts from the beginning of the phase that it finds.
        private boolean nextPhase() {
            String found = store.read(".epostadm/changes/" + id + "/state");
            boolean next = !found.equals(status);
            if (next) {
                done = status.isEmpty() ? 0 : 1;
            }
            status = found;
            return next;
        }
    }

    /// The same change-over on another store, killed once and then resumed, or taken back.
    private static final class Samples {

        private final TestStore store;
        private final ChangePlan plan;
        private final StoreTree before;
        private final StoreTree after;
        /// The first call after which the change is to be resumed.
        private final int first;

        private int taken;

        private Samples(TestStore store, ChangePlan plan, StoreTree before, StoreTree after, int first) {
            this.store = store;
            this.plan = plan;
            this.before = before;
            this.after = after;
            this.first = first;
        }

        static Samples of(TestStore store, ChangePlan plan) throws IOException {
            StoreTree before = store.tree();
            Applying applying = new Applying();
            String change = store.changes(applying).execute(plan);
            StoreTree after = store.tree();
            store.undo(change);
            forget(store);
            return new Samples(store, plan, before, after, applying.call);
        }

        /// Killed before any name changes: the store is as it was, and the next try forgets the preparations.
        void preparing() throws IOException {
            for (int call = 1; call < first; call += SAMPLE) {
                assertThat(kill(call).state()).isEqualTo(ChangeState.PREPARING);
                assertThat(store.tree()).as("killed at " + call).isEqualTo(before);
                taken++;
            }
        }

        /// @param disk what the kill must leave
        void take(int call, int disk) throws IOException {
            store.changes(Progress.NONE).refuseIfInterrupted();
            ChangeSummary change = kill(call);
            assertThat(disk(store)).as("the chain at " + call).isEqualTo(disk);
            store.changes(Progress.NONE).resume(change.id());
            assertThat(store.tree()).as("resumed after " + call).isEqualTo(after);
            store.undo(change.id());
            forget(store);
            store.undo(kill(call).id());
            assertThat(store.tree()).as("taken back after " + call).isEqualTo(before);
            forget(store);
            taken++;
        }

        private ChangeSummary kill(int call) throws IOException {
            return killed(store, call, progress -> store.changes(progress).execute(plan))
                    .orElseThrow();
        }

        /// As if there had never been a change.
        private static void forget(TestStore store) throws IOException {
            FileTree.delete(store.path(".epostadm/changes"), () -> {});
            FileTree.delete(store.path(".epostadm/quarantine"), () -> {});
        }
    }

    /// Finds the call with which applying begins.
    private static final class Applying implements Progress {

        private int calls;
        private int call;

        @Override
        public void start(Phase phase, long total) {
            calls++;
            if (phase == Phase.APPLYING) {
                call = calls;
            }
        }

        @Override
        public void step(long count) {
            calls++;
        }

        @Override
        public void finish() {
            calls++;
        }
    }
}
