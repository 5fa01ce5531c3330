package epostadm.mailstore.change;

import static epostadm.mailstore.testing.TestMessage.uid;
import static epostadm.mailstore.testing.TestStore.NOW;
import static epostadm.mailstore.testing.TestStore.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import epostadm.mailstore.account.Aliases.Alias;
import epostadm.mailstore.account.RetiredAccounts.Retired;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetirementTest {

    private static List<AccountName> names(String... names) {
        return Stream.of(names).map(AccountName::new).toList();
    }

    private static Retirement at(TestStore store, Instant now) {
        return new Retirement(store.open(), store.domain(), now, Progress.NONE);
    }

    private static Retirement.Plan retire(TestStore store, String... names) throws IOException {
        Retirement.Plan plan = at(store, NOW).retire(names(names));
        store.make(plan.change());
        return plan;
    }

    private static void restore(TestStore store, String... names) throws IOException {
        store.make(at(store, NOW).restore(names(names)).change());
    }

    private static void refused(TestStore store, Class<? extends Refusal> refusal, ThrowingCallable call) {
        StoreTree before = store.tree();
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(refusal));
        assertThat(store.tree()).isEqualTo(before);
        assertThat(store.openChange()).isEmpty();
    }

    private static TestStore sato(Edition edition, Layout layout) {
        return store(edition, layout)
                .domain("a.example")
                .account("sato")
                .apop("secret")
                .file("ims.ctl", "[AutoForward]\r\nForwardTo=x@b.example\r\n")
                .arrival("B0000000001")
                .mail("INBOX", uid(1), uid(2))
                .mail("下書き", uid(1))
                .account("ueda")
                .arrival("B0000000002");
    }

    private static TestStore sato() {
        return sato(Edition.BSD, Layout.PER_DOMAIN);
    }

    @Nested
    class Retiring {

        @ParameterizedTest
        @CsvSource({"BSD, PER_DOMAIN", "BSD, COMMON", "WINDOWS, PER_DOMAIN", "WINDOWS, COMMON"})
        void putsTheMailboxAsideAndTakesTheAccountOut(Edition edition, Layout layout) throws IOException {
            try (TestStore store = sato(edition, layout)) {
                String roots = layout == Layout.COMMON ? "inbox" : "inbox/a.example";
                StoreTree before = store.tree();
                assertThat(retire(store, "SATO").putAside())
                        .extracting(Retired::directory, Retired::since)
                        .containsExactly(tuple("~sato", NOW));
                assertThat(store.tree().below(roots + "/~sato")).isEqualTo(before.below(roots + "/sato"));
                assertThat(store.names(roots)).containsExactly("ueda", "~sato");
                assertThat(store.tree().below(roots + "/ueda")).isEqualTo(before.below(roots + "/ueda"));
                assertThat(store.index().entries())
                        .extracting(e -> e.name().text())
                        .containsExactly("ueda");
                restore(store, "sato");
                assertThat(store.tree()).isEqualTo(before);
            }
        }

        @Test
        void comesBackByUndo() throws IOException {
            try (TestStore store = sato()) {
                StoreTree before = store.tree();
                String change =
                        store.make(at(store, NOW).retire(names("sato", "ueda")).change());
                assertThat(store.index().size()).isZero();
                store.undo(change);
                assertThat(store.tree()).isEqualTo(before);
                refused(store, Refusal.NotRetired.class, () -> restore(store, "sato"));
            }
        }

        @Test
        void needsNoMailbox() throws IOException {
            try (TestStore store = store(Edition.BSD).domain("a.example").account("sato")) {
                StoreTree before = store.tree();
                assertThat(retire(store, "sato").putAside().getFirst().directory())
                        .isEmpty();
                assertThat(store.index().size()).isZero();
                restore(store, "sato");
                assertThat(store.tree()).isEqualTo(before);
            }
        }

        @Test
        void addsTheDateAndThenANumberToANameThatIsTaken() throws IOException {
            try (TestStore store = sato().mailbox("~sato")) {
                assertThat(at(store, NOW)
                                .retire(names("sato"))
                                .putAside()
                                .getFirst()
                                .directory())
                        .isEqualTo("~sato+20261124");
                store.mailbox("~sato+20261124");
                assertThat(at(store, NOW)
                                .retire(names("sato"))
                                .putAside()
                                .getFirst()
                                .directory())
                        .isEqualTo("~sato+20261124-2");
                store.put("inbox/a.example/~sato+20261124-2", "a file");
                assertThat(retire(store, "sato").putAside().getFirst().directory())
                        .isEqualTo("~sato+20261124-3");
                restore(store, "sato");
                assertThat(store.find("sato").mailbox()).isPresent();
            }
        }

        @Test
        void doesNothingWhereOneNameIsNoAccount() {
            try (TestStore store = sato()) {
                refused(store, Refusal.UnknownAccount.class, () -> retire(store, "sato", "nobody", "ueda"));
            }
        }

        @Test
        void takesANameThatIsGivenTwiceOnce() throws IOException {
            try (TestStore store = sato()) {
                assertThat(retire(store, "sato", "Sato").putAside()).hasSize(1);
            }
        }

        @Test
        void ofNobodyChangesNothing() throws IOException {
            try (TestStore store = sato()) {
                assertThat(at(store, NOW).retire(List.of()).change().steps()).isEmpty();
                assertThat(at(store, NOW).restore(List.of()).change().steps()).isEmpty();
                assertThat(at(store, NOW).purge(List.of()).steps()).isEmpty();
            }
        }

        @Test
        void tellsWhichAliasesStillPointToTheLeaver() throws IOException {
            try (TestStore store = sato().aliases(
                            "info@a.example Sato@A.example",
                            "info@a.example ueda@a.example",
                            "*@a.example sato@b.example",
                            "x@b.example sato@a.example")) {
                String aliases = store.read("db/aliases.txt");
                assertThat(retire(store, "sato").pointers())
                        .containsOnlyKeys(new AccountName("sato"))
                        .hasEntrySatisfying(
                                new AccountName("sato"),
                                found -> assertThat(found.aliases())
                                        .extracting(Alias::line)
                                        .containsExactly(1, 4));
                assertThat(store.read("db/aliases.txt")).isEqualTo(aliases);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[AutoForward]\r\nForwardTo = Sato@A.example\r\n",
                    "[autoforward]\nforwardto=sato\n",
                    "[AutoForward]\r\nForwardTo = file:C:\\mail\\inbox\\ueda\\send.txt\r\n"
                })
        void tellsWhichMailboxesStillForwardToTheLeaver(String control) throws IOException {
            try (TestStore store = sato().file("ims.ctl", control).file("send.txt", "x@b.example\r\nsato@a.example")) {
                assertThat(retire(store, "sato")
                                .pointersTo(new AccountName("sato"))
                                .forwards())
                        .containsExactly("ueda@a.example");
                assertThat(store.read("inbox/a.example/ueda/ims.ctl")).isEqualTo(control);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[Other]\r\nForwardTo = sato@a.example\r\n",
                    "[AutoForward]\r\nForwardTo = sato@b.example\r\n",
                    "[AutoForward]\r\nForwardTo = file:../sato/ims.ctl\r\n",
                    "[AutoForward]\r\nForwardTo = file:..\r\n",
                    "[AutoForward]\r\nForwardTo = file:\0\r\n",
                    "[AutoForward]\r\nForwardTo =\r\n"
                })
        void namesNoMailboxThatForwardsElsewhere(String control) throws IOException {
            try (TestStore store = sato().file("ims.ctl", control)) {
                assertThat(retire(store, "sato").pointers()).isEmpty();
            }
        }

        @Test
        void passesOverAnImsCtlThatIsASymbolicLink() throws IOException {
            try (TestStore store = sato()) {
                Path ueda = store.path("inbox/a.example/ueda");
                Files.createSymbolicLink(ueda.resolve("ims.ctl"), store.path("inbox/a.example/sato/ims.ctl"));
                assertThat(retire(store, "sato").pointers()).isEmpty();
                assertThat(store.index().size()).isEqualTo(1);
            }
        }

        @Test
        void namesNoLeaverAmongThoseThatForward() throws IOException {
            try (TestStore store = sato().file("ims.ctl", "[AutoForward]\r\nForwardTo = sato@a.example\r\n")) {
                assertThat(retire(store, "sato", "ueda").pointers()).isEmpty();
            }
        }

        @Test
        void leavesAMailboxThatAnotherDomainsAccountShares() throws IOException {
            try (TestStore store = store(Edition.BSD, Layout.COMMON)
                    .domain("b.example")
                    .account("sato")
                    .domain("a.example")
                    .account("sato")
                    .arrival("B0000000001")) {
                assertThat(retire(store, "sato").putAside().getFirst().directory())
                        .isEmpty();
                assertThat(store.names("inbox/sato")).containsExactly("B0000000001.MSG");
                assertThat(store.index().size()).isZero();
            }
        }
    }

    @Nested
    class Restoring {

        @Test
        void isRefusedWhereTheNameIsTaken() throws IOException {
            try (TestStore store = sato()) {
                retire(store, "sato");
                String change = store.make(new AccountEdits(store.open(), store.domain())
                        .add(store.find("ueda").entry().withName(new AccountName("SATO")), Optional.empty(), false));
                refused(store, Refusal.AccountExists.class, () -> restore(store, "sato"));
                store.undo(change);
                store.mailbox("Sato");
                refused(store, Refusal.NameTaken.class, () -> restore(store, "sato"));
            }
        }

        @Test
        void bringsTheLatestBackFirst() throws IOException {
            try (TestStore store = sato()) {
                retire(store, "sato");
                store.account("sato").mail("INBOX", uid(99));
                StoreTree second = store.tree().below("inbox/a.example/sato");
                retire(store, "sato");
                assertThat(store.names("inbox/a.example")).containsExactly("ueda", "~sato", "~sato+20261124");
                restore(store, "sato");
                assertThat(store.tree().below("inbox/a.example/sato")).isEqualTo(second);
                store.make(new AccountEdits(store.open(), store.domain()).remove(new AccountName("sato")));
                restore(store, "sato");
                assertThat(store.names("inbox/a.example/sato")).contains("ims.ctl");
                refused(store, Refusal.NotRetired.class, () -> restore(store, "sato"));
            }
        }

        @Test
        void keepsTheSpellingOfTheMailbox() throws IOException {
            try (TestStore store = store(Edition.BSD)
                    .domain("a.example")
                    .account("sato")
                    .mailbox("Sato")
                    .mailbox("~Sato")) {
                StoreTree before = store.tree();
                retire(store, "sato");
                restore(store, "sato");
                assertThat(store.tree()).isEqualTo(before);
            }
        }

        @Test
        void isRefusedWhereTheMailboxIsGone() throws IOException {
            try (TestStore store =
                    store(Edition.BSD).domain("a.example").account("sato").mailbox()) {
                retire(store, "sato");
                Files.delete(store.path("inbox/a.example/~sato"));
                refused(store, Refusal.NotRetired.class, () -> restore(store, "sato"));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"../b.example/~sato", "~/../../b.example/sato", "/etc", "sato", "~.", "..", "~x\\y"})
        void refusesARecordThatLeadsElsewhere(String directory) throws IOException {
            try (TestStore store = store(Edition.BSD)
                    .domain("b.example")
                    .mailbox("~sato")
                    .mailbox("sato")
                    .domain("a.example")
                    .mailbox("sato")
                    .mailbox("~")) {
                store.put(
                        ".epostadm/retired/a.example.txt",
                        "#epost-retired 1 a.example\n" + directory
                                + "\t2026-11-24T09:00:00Z\tueda\t{PLAIN}x\t\t\t0\t0\t0\t1\t1\n");
                refused(store, Refusal.Unreadable.class, () -> restore(store, "ueda"));
            }
        }

        @Test
        void refusesASymbolicLink() throws IOException {
            try (TestStore store = store(Edition.BSD)
                    .domain("a.example")
                    .account("sato")
                    .mailbox()
                    .put("else/x", "")) {
                retire(store, "sato");
                Files.delete(store.path("inbox/a.example/~sato"));
                Files.createSymbolicLink(store.path("inbox/a.example/~sato"), store.path("else"));
                refused(store, Refusal.LeadsOutOfStore.class, () -> restore(store, "sato"));
            }
        }
    }

    @Nested
    class Purging {

        private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(100));
        private static final Instant LIMIT = NOW.minus(Duration.ofDays(90));

        private static void age(TestStore store, String name, Instant time) throws IOException {
            Path directory = store.path("inbox/a.example/" + name);
            FileTime then = FileTime.from(time);
            Files.getFileAttributeView(directory, BasicFileAttributeView.class).setTimes(then, then, then);
        }

        private static List<String> old(TestStore store) throws IOException {
            return at(store, NOW).putAsideBefore(LIMIT).stream()
                    .map(PutAside::name)
                    .toList();
        }

        @Test
        void takesWhatWasPutAsideBeforeTheLimit() throws IOException {
            try (TestStore store = sato()) {
                store.make(at(store, LONG_AGO).retire(names("sato")).change());
                store.make(at(store, NOW).retire(names("ueda")).change());
                StoreTree before = store.tree();
                List<PutAside> old = at(store, NOW).putAsideBefore(LIMIT);
                assertThat(old)
                        .extracting(PutAside::name, PutAside::since, PutAside::use)
                        .containsExactly(tuple("~sato", LONG_AGO, use(store, "~sato")));
                String change = store.make(at(store, NOW).purge(old));
                assertThat(store.names("inbox/a.example")).containsExactly("~ueda");
                refused(store, Refusal.NotRetired.class, () -> restore(store, "sato"));
                store.undo(change);
                assertThat(store.tree()).isEqualTo(before);
                restore(store, "sato");
                restore(store, "ueda");
            }
        }

        private static Mailbox.Use use(TestStore store, String directory) throws IOException {
            return new Mailbox(store.path("inbox/a.example/" + directory), Edition.BSD).use();
        }

        @Test
        void takesDirectoriesThatWerePutAsideByHand() throws IOException {
            try (TestStore store = store(Edition.BSD)
                    .domain("a.example")
                    .mailbox("~old")
                    .arrival("B0000000001")
                    .mailbox("~new")) {
                age(store, "~old", LONG_AGO);
                assertThat(old(store)).containsExactly("~old");
                store.make(at(store, NOW).purge(at(store, NOW).putAsideBefore(LIMIT)));
                assertThat(store.names("inbox/a.example")).containsExactly("~new");
            }
        }

        @Test
        void leavesFilesAndLinksAlone() throws IOException {
            try (TestStore store = store(Edition.BSD).domain("a.example").put("inbox/a.example/~note.txt", "x")) {
                Files.setLastModifiedTime(store.path("inbox/a.example/~note.txt"), FileTime.from(LONG_AGO));
                Files.createSymbolicLink(store.path("inbox/a.example/~link"), store.path("db"));
                assertThat(at(store, NOW).putAsideBefore(NOW.plus(Duration.ofDays(9999))))
                        .isEmpty();
            }
        }

        @Test
        void doesNotTakeALaterRetirementForAnEarlierOneOfTheSameName() throws IOException {
            try (TestStore store =
                    store(Edition.BSD).domain("a.example").account("sato").mailbox()) {
                store.make(at(store, LONG_AGO).retire(names("sato")).change());
                Files.delete(store.path("inbox/a.example/~sato")); // As the vendor's procedure ends.
                store.account("sato").arrival("B0000000009");
                retire(store, "sato");
                assertThat(store.names("inbox/a.example")).containsExactly("~sato");
                assertThat(old(store)).isEmpty();
            }
        }

        @Test
        void leavesTheMailboxesOfTheLivingAlone() throws IOException {
            try (TestStore store = sato()) {
                age(store, "sato", LONG_AGO);
                assertThat(old(store)).isEmpty();
            }
        }
    }

    @Test
    void keepsTwoDomainsApart() throws IOException {
        try (TestStore store = store(Edition.BSD)
                .domain("b.example")
                .account("sato")
                .mailbox()
                .domain("a.example")
                .account("sato")
                .mailbox()) {
            retire(store, "sato");
            assertThat(store.names("inbox/b.example")).containsExactly("sato");
            assertThat(store.open().accounts(new DomainName("b.example")).size())
                    .isEqualTo(1);
        }
    }
}
