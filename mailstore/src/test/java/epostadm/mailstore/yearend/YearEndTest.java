package epostadm.mailstore.yearend;

import static epostadm.mailstore.testing.TestMessage.uid;
import static epostadm.mailstore.yearend.Years.RETIRE;
import static epostadm.mailstore.yearend.Years.change;
import static epostadm.mailstore.yearend.Years.next;
import static epostadm.mailstore.yearend.Years.saved;
import static epostadm.mailstore.yearend.Years.store;
import static epostadm.mailstore.yearend.Years.text;
import static epostadm.mailstore.yearend.Years.wish;
import static epostadm.mailstore.yearend.Years.yearEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.account.Column;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.change.Retirement;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class YearEndTest {

    private static AccountName name(String name) {
        return new AccountName(name);
    }

    @Nested
    class Plans {

        @ParameterizedTest
        @EnumSource(Edition.class)
        void tellWhatHappensToWhomAndChangeNothing(Edition edition) throws IOException {
            try (TestStore store = store(edition)) {
                StoreTree before = store.tree();
                PlannedYearEnd plan = yearEnd(store, RETIRE).plan(next(store));
                assertThat(plan.fates())
                        .containsExactly(
                                new Fate.Joins(name("abe"), ""),
                                new Fate.Leaves(name("endo"), ""),
                                new Fate.Joins(name("kato"), "~kato"),
                                new Fate.Changes(
                                        name("mori"), List.of(new ColumnChange(Column.MAIL_BOX_SIZE, "5", "700"))),
                                new Fate.Stays(name("sato")),
                                new Fate.Leaves(name("ueda"), "~ueda"));
                assertThat(plan.totals()).isEqualTo(new Totals(4, 4, 2, 0, 1, 1, 2, 0));
                assertThat(store.tree()).isEqualTo(before);
            }
        }

        @Test
        void neverHoldAPassword() throws IOException {
            try (TestStore store = store(Edition.BSD)) {
                ImportText text =
                        text(store, "sato brandnew - a.example - 1 1 0 1 1", "abe topsecret - a.example - 1 1 0 1 1");
                saved(store, yearEnd(store, RETIRE).plan(text));
                assertThat(store.read("../plan.json"))
                        .contains("\"pass\"")
                        .doesNotContain("brandnew", "topsecret", "secret\"", "hidden");
            }
        }

        @Test
        void comeBackFromTheirFile() throws IOException {
            try (TestStore store = store(Edition.BSD)) {
                Wish wish = new Wish(
                        Wish.Leavers.REMOVE,
                        Wish.Stayers.KEEP,
                        Wish.FoundFolders.KEEP,
                        PasswordScheme.SHA512_CRYPT,
                        true,
                        false,
                        100);
                PlannedYearEnd plan = yearEnd(store, wish).plan(next(store));
                PlanFile.Saved saved = saved(store, plan);
                assertThat(saved.wish()).isEqualTo(wish);
                assertThat(saved.digests()).isEqualTo(plan.digests());
                assertThat(saved.domain()).isEqualTo(new DomainName("a.example"));
                assertThat(saved.file()).isEqualTo(plan.file().toAbsolutePath());
            }
        }

        @Test
        void areNoOtherFiles() throws IOException {
            try (TestStore store = store(Edition.BSD)) {
                for (String text : List.of("", "[]", "{\"format\":2}", "{\"format\":1", "{\"format\":1}", "x")) {
                    store.put("plan.json", text);
                    assertThatThrownBy(() -> PlanFile.read(store.path("plan.json")))
                            .isInstanceOfSatisfying(
                                    RefusedException.class,
                                    e -> assertThat(e.refusal()).isInstanceOf(Refusal.Unreadable.class));
                }
            }
        }
    }

    @Nested
    class Changes {

        @ParameterizedTest
        @EnumSource(Edition.class)
        void putLeaversAsideAndBringTheList(Edition edition) throws IOException {
            try (TestStore store = store(edition)) {
                StoreTree before = store.tree();
                String id = store.make(change(store, next(store), RETIRE));
                assertThat(store.index().entries())
                        .extracting(entry -> entry.name().text())
                        .containsExactly("abe", "kato", "mori", "sato");
                assertThat(store.names("inbox/a.example")).containsExactly("kato", "mori", "sato", "~kato", "~ueda");
                assertThat(store.tree().below("inbox/a.example/~ueda")).isEqualTo(before.below("inbox/a.example/ueda"));
                assertThat(store.tree().below("inbox/a.example/~kato")).isEqualTo(before.below("inbox/a.example/kato"));
                assertThat(store.names("inbox/a.example/kato")).containsExactly("apop.dat");
                assertThat(store.tree().below("inbox/a.example/sato")).isEqualTo(before.below("inbox/a.example/sato"));
                assertThat(store.read("inbox/a.example/mori/size.ctl")).isEqualTo("700");
                store.undo(id);
                assertThat(store.tree()).isEqualTo(before);
            }
        }

        @Test
        void letRetiredAccountsComeBackOneByOne() throws IOException {
            try (TestStore store = store(Edition.BSD)) {
                StoreTree before = store.tree();
                store.make(change(store, next(store), RETIRE));
                store.make(new Retirement(store.open(), store.domain(), TestStore.NOW, Progress.NONE)
                        .restore(List.of(name("ueda")))
                        .change());
                assertThat(store.tree().below("inbox/a.example/ueda")).isEqualTo(before.below("inbox/a.example/ueda"));
                assertThat(store.find("ueda").entry().sizeLimit()).isEqualTo(99);
            }
        }

        @Test
        void takeRemovedMailboxesIntoQuarantine() throws IOException {
            try (TestStore store = store(Edition.BSD)) {
                StoreTree before = store.tree();
                String id = store.make(change(store, next(store), wish(Wish.Leavers.REMOVE)));
                assertThat(store.names("inbox/a.example")).containsExactly("kato", "mori", "sato", "~kato");
                assertThat(store.names(".epostadm/quarantine/" + id + "/inbox/a.example"))
                        .contains("ueda");
                store.undo(id);
                assertThat(store.tree()).isEqualTo(before);
            }
        }

        @Test
        void keepLeaversWhereTheyAreAskedTo() throws IOException {
            try (TestStore store = store(Edition.BSD)) {
                store.make(change(store, next(store), wish(Wish.Leavers.KEEP)));
                assertThat(store.index().size()).isEqualTo(6);
                assertThat(store.names("inbox/a.example")).contains("ueda").doesNotContain("~ueda");
            }
        }

        @Test
        void leaveStayersAloneWhereTheyAreAskedTo() throws IOException {
            try (TestStore store = store(Edition.BSD)) {
                Wish wish = new Wish(
                        Wish.Leavers.RETIRE,
                        Wish.Stayers.KEEP,
                        Wish.FoundFolders.KEEP,
                        PasswordScheme.PLAIN,
                        false,
                        false,
                        0);
                store.make(change(store, next(store), wish));
                assertThat(store.read("inbox/a.example/mori/size.ctl")).isEqualTo("5");
                assertThat(store.names("inbox/a.example/kato")).contains("ims.ctl", "inbox", "apop.dat");
            }
        }

        @Test
        void doNothingASecondTime() throws IOException {
            try (TestStore store = store(Edition.BSD)) {
                store.make(change(store, next(store), RETIRE));
                assertThat(change(store, next(store), RETIRE).steps()).isEmpty();
            }
        }

        @Test
        void areTakenBackWhereAStayersMailIsNotAsBefore() throws IOException {
            try (TestStore store = store(Edition.BSD)) {
                var change = change(store, next(store), RETIRE);
                store.account("sato").arrival("B0000000009");
                StoreTree before = store.tree();
                assertThatThrownBy(() -> store.make(change))
                        .isInstanceOfSatisfying(
                                RefusedException.class,
                                e -> assertThat(e.refusal()).isInstanceOf(Refusal.VerificationFailed.class));
                assertThat(store.tree()).isEqualTo(before);
            }
        }

        @Test
        void leaveAMailboxThatAnotherDomainShares() throws IOException {
            try (TestStore store = TestStore.store(Edition.BSD, Layout.COMMON)
                    .domain("b.example")
                    .account("ueda")
                    .domain("a.example")
                    .account("ueda")
                    .arrival("B0000000001")
                    .account("endo")
                    .arrival("B0000000002")) {
                ImportText text = text(store, "abe pass1234 - a.example - 0 0 0 1 1");
                assertThat(yearEnd(store, RETIRE).plan(text).traps())
                        .contains(new Trap.SharedMailbox(name("ueda"), List.of(new DomainName("b.example"))));
                store.make(change(store, text, RETIRE));
                assertThat(store.names("inbox")).contains("ueda", "~endo").doesNotContain("~ueda");
            }
        }
    }

    @Nested
    class OutdatedPlans {

        private void refused(TestStore store, PlanFile.Saved saved, ImportText text, Refusal.PlanOutdated.Part part) {
            StoreTree before = store.tree();
            assertThatThrownBy(() -> yearEnd(store, RETIRE).ready(text, saved))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e -> assertThat(e.refusal()).isEqualTo(new Refusal.PlanOutdated(saved.plan(), part)));
            assertThat(store.tree()).isEqualTo(before);
        }

        @Test
        void areRefusedWhereTheFileHasChanged() throws IOException {
            try (TestStore store = store(Edition.BSD)) {
                PlanFile.Saved saved = saved(store, yearEnd(store, RETIRE).plan(next(store)));
                ImportText other = text(store, "sato secret - a.example - 1 1 0 1 1");
                refused(store, saved, other, Refusal.PlanOutdated.Part.IMPORT_TEXT);
            }
        }

        @Test
        void areRefusedWhereAnAccountHasChanged() throws IOException {
            try (TestStore store = store(Edition.BSD)) {
                PlanFile.Saved saved = saved(store, yearEnd(store, RETIRE).plan(next(store)));
                store.account("baba");
                refused(store, saved, next(store), Refusal.PlanOutdated.Part.ACCOUNTS);
            }
        }

        @Test
        void areRefusedWhereANewcomerWouldMeetAnotherMailbox() throws IOException {
            try (TestStore store = store(Edition.BSD)) {
                PlanFile.Saved saved = saved(store, yearEnd(store, RETIRE).plan(next(store)));
                store.mailbox("abe");
                refused(store, saved, next(store), Refusal.PlanOutdated.Part.MAILBOXES);
            }
        }

        @Test
        void areNoneWhereMailArrivedOrAnAliasWasMended() throws IOException {
            try (TestStore store = store(Edition.BSD)) {
                PlanFile.Saved saved = saved(store, yearEnd(store, RETIRE).plan(next(store)));
                store.aliases("info@a.example sato@a.example").mailbox("sato").mail("INBOX", uid(8));
                assertThat(yearEnd(store, RETIRE)
                                .ready(next(store), saved)
                                .change()
                                .steps())
                        .isNotEmpty();
            }
        }
    }
}
