package epostadm.mailstore.conversion;

import static epostadm.mailstore.testing.TestMessage.uid;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import epostadm.fixtures.TreeSnapshot;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.journal.ChangeState;
import epostadm.mailstore.journal.ChangeSummary;
import epostadm.mailstore.journal.Changes;
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

/// A kill at any point of a conversion leaves a change that can be brought to its end or taken back.
class KilledConversionTest {

    /// What is killed, and where.
    enum Work {
        TO_BSD(Edition.WINDOWS, Layout.PER_DOMAIN, Configuration.unix()),
        TO_BSD_ON_WINDOWS(Edition.WINDOWS, Layout.PER_DOMAIN, Configuration.windows()),
        TO_WINDOWS(Edition.BSD, Layout.PER_DOMAIN, Configuration.unix()),
        TO_WINDOWS_ON_WINDOWS(Edition.BSD, Layout.PER_DOMAIN, Configuration.windows()),
        TO_WINDOWS_ON_A_MAC(Edition.BSD, Layout.PER_DOMAIN, Configuration.osX()),
        TO_COMMON(Edition.BSD, Layout.PER_DOMAIN, Configuration.unix()),
        TO_COMMON_ON_WINDOWS(Edition.WINDOWS, Layout.PER_DOMAIN, Configuration.windows()),
        TO_PER_DOMAIN(Edition.BSD, Layout.COMMON, Configuration.unix()),
        TO_PER_DOMAIN_ON_WINDOWS(Edition.WINDOWS, Layout.COMMON, Configuration.windows());

        private final Edition edition;
        private final Layout layout;
        private final Configuration disk;

        Work(Edition edition, Layout layout, Configuration disk) {
            this.edition = edition;
            this.layout = layout;
            this.disk = disk;
        }

        ChangePlan plan(TestStore store) throws IOException {
            return switch (this) {
                case TO_BSD, TO_BSD_ON_WINDOWS -> edition(store, Edition.BSD);
                case TO_WINDOWS, TO_WINDOWS_ON_WINDOWS, TO_WINDOWS_ON_A_MAC -> edition(store, Edition.WINDOWS);
                case TO_COMMON, TO_COMMON_ON_WINDOWS -> layout(store, Layout.COMMON);
                case TO_PER_DOMAIN, TO_PER_DOMAIN_ON_WINDOWS -> layout(store, Layout.PER_DOMAIN);
            };
        }

        private static ChangePlan edition(TestStore store, Edition to) throws IOException {
            return EditionConversion.plan(store.open(), to, Optional.empty(), Progress.NONE)
                    .change();
        }

        private static ChangePlan layout(TestStore store, Layout to) throws IOException {
            return LayoutConversion.plan(store.open(), Optional.empty(), to, Progress.NONE)
                    .change();
        }

        TestStore fresh() {
            return filled(TestStore.store(edition, layout, disk), edition, layout);
        }

        static TestStore filled(TestStore store, Edition edition, Layout layout) {
            boolean windows = edition == Edition.WINDOWS;
            String root = store.work() + (layout == Layout.COMMON ? "/inbox/" : "/inbox/a.example/") + "sato/";
            return store.domain("a.example")
                    .account("sato")
                    .file(
                            windows ? "IMS.CTL" : "ims.ctl",
                            "[AutoForward]" + edition.lineEnd() + "ForwardTo=file:" + root + "send.txt"
                                    + edition.lineEnd())
                    .file("send.txt", "x@y.example" + edition.lineEnd())
                    .file(windows ? "Effect.dat" : "effect.dat", "")
                    .mail("INBOX", uid(1), uid(3).flags("100000"))
                    .mail("INBOX/sub", uid(5))
                    .account("ueda")
                    .mail("INBOX", uid(2))
                    .mailbox("~kato")
                    .mail("INBOX", uid(2));
        }
    }

    private static Optional<ChangeSummary> killed(TestStore store, Work work, int call) throws IOException {
        ChangePlan plan = work.plan(store);
        Kill kill = Kill.at(call);
        return kill.kills(() -> store.changes(kill).execute(plan)) ? store.openChange() : Optional.empty();
    }

    private static StoreTree unkilled(Work work) throws IOException {
        try (TestStore store = work.fresh()) {
            store.make(work.plan(store));
            return store.tree();
        }
    }

    @ParameterizedTest
    @EnumSource(Work.class)
    void isBroughtToItsEnd(Work work) throws IOException {
        StoreTree expected = unkilled(work);
        int resumed = 0;
        for (int call = 1; ; call++) {
            try (TestStore store = work.fresh()) {
                Optional<ChangeSummary> change = killed(store, work, call);
                if (change.isEmpty()) {
                    break;
                }
                if (change.get().state() == ChangeState.PREPARING) {
                    store.make(work.plan(store));
                } else {
                    resumed++;
                    store.changes(Progress.NONE).resume(change.get().id());
                }
                assertThat(store.tree()).as("killed at call %d", call).isEqualTo(expected);
                assertThat(store.openChange()).isEmpty();
            }
        }
        assertThat(resumed).isGreaterThan(4);
    }

    /// Resumed, and taken back after all; killed again at every point of both.
    @ParameterizedTest
    @EnumSource(
            value = Work.class,
            names = {"TO_BSD", "TO_BSD_ON_WINDOWS", "TO_WINDOWS", "TO_WINDOWS_ON_WINDOWS"})
    void survivesAKillOfWhatMendsAKill(Work work) throws IOException {
        StoreTree expected = unkilled(work);
        int first = 1;
        while (stateAfter(work, first) != ChangeState.APPLYING) {
            first++;
        }
        for (int call = first; stateAfter(work, call) == ChangeState.APPLYING; call += 3) {
            for (int second = 1; ; second++) {
                try (TestStore store = work.fresh()) {
                    StoreTree before = store.tree();
                    String id = killed(store, work, call).orElseThrow().id();
                    boolean resumed = secondKill(store, second, changes -> changes.resume(id));
                    if (store.openChange().isPresent()) {
                        store.changes(Progress.NONE).resume(id);
                    }
                    assertThat(store.tree())
                            .as("killed at %d, %d", call, second)
                            .isEqualTo(expected);
                    boolean undone = secondKill(store, second, changes -> changes.undo(id));
                    if (!undone) {
                        store.undo(id);
                    }
                    assertThat(store.tree())
                            .as("taken back at %d, %d", call, second)
                            .isEqualTo(before);
                    if (resumed && undone) {
                        break;
                    }
                }
            }
        }
    }

    private static ChangeState stateAfter(Work work, int call) throws IOException {
        try (TestStore store = work.fresh()) {
            return killed(store, work, call).map(ChangeSummary::state).orElse(ChangeState.DONE);
        }
    }

    @FunctionalInterface
    private interface Mending {
        void with(Changes changes) throws IOException;
    }

    /// Whether it came to its end before the kill.
    private static boolean secondKill(TestStore store, int call, Mending mending) throws IOException {
        Kill kill = Kill.at(call);
        return !kill.kills(() -> mending.with(store.changes(kill)));
    }

    @ParameterizedTest
    @EnumSource(Work.class)
    void isTakenBack(Work work) throws IOException {
        for (int call = 1; ; call++) {
            try (TestStore store = work.fresh()) {
                StoreTree before = store.tree();
                Optional<ChangeSummary> change = killed(store, work, call);
                if (change.isEmpty()) {
                    break;
                }
                store.undo(change.get().id());
                assertThat(store.tree()).as("killed at call %d", call).isEqualTo(before);
                assertThat(store.openChange()).isEmpty();
            }
        }
    }

    /// On a real disk: names, bytes and times.
    @Test
    void isTakenBackOnDisk(@TempDir Path directory) throws IOException {
        for (Work work : new Work[] {Work.TO_BSD, Work.TO_WINDOWS, Work.TO_COMMON, Work.TO_PER_DOMAIN}) {
            Path place = directory.resolve(work.name());
            TestStore store = Work.filled(TestStore.at(place, work.edition, work.layout), work.edition, work.layout);
            TreeSnapshot before = TreeSnapshot.of(place, ".epostadm");
            ServersView view = ServersView.of(place);
            String change = store.make(work.plan(store));
            assertThat(ServersView.of(place)).isEqualTo(view);
            store.undo(change);
            assertThat(TreeSnapshot.of(place, ".epostadm")).isEqualTo(before);
        }
    }
}
