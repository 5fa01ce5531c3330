package epostadm.mailstore.change;

import static epostadm.mailstore.testing.TestMessage.uid;
import static epostadm.mailstore.testing.TestStore.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.PathNormalization;
import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.account.Password;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccountEditsTest {

    private static AccountName name(String name) {
        return new AccountName(name);
    }

    private static AccountEdits edits(TestStore store) {
        return new AccountEdits(store.open(), store.domain());
    }

    private static TestStore bsd() {
        return store(Edition.BSD).domain("a.example");
    }

    private static AccountEntry entry(String name, boolean apop, long sizeLimit) {
        return new AccountEntry(
                name(name),
                new Password("PLAIN", "secret"),
                "",
                "",
                apop,
                apop,
                sizeLimit,
                true,
                true,
                AccountState.ACTIVE);
    }

    private static void refused(TestStore store, Class<? extends Refusal> refusal, ThrowingCallable call) {
        StoreTree before = store.tree();
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(refusal));
        assertThat(store.tree()).isEqualTo(before);
        assertThat(store.openChange()).isEmpty();
    }

    @Nested
    class Adding {

        @ParameterizedTest
        @EnumSource(Edition.class)
        void writesTheControlFilesOfTheAccount(Edition edition) throws IOException {
            try (TestStore store = store(edition).domain("a.example")) {
                StoreTree before = store.tree();
                String change = store.make(edits(store).add(entry("sato", true, 9), Optional.of("secret"), false));
                assertThat(store.read("inbox/a.example/sato/apop.dat")).isEqualTo("secret" + edition.lineEnd());
                assertThat(store.read("inbox/a.example/sato/size.ctl")).isEqualTo("9");
                assertThat(store.find("sato").entry()).isEqualTo(entry("sato", true, 9));
                store.undo(change);
                assertThat(store.tree()).isEqualTo(before);
            }
        }

        @Test
        void makesAMailboxOnlyWhenItIsNeededOrAskedFor() throws IOException {
            try (TestStore store = bsd()) {
                store.make(edits(store).add(entry("sato", false, 0), Optional.of("secret"), false));
                store.make(edits(store).add(entry("ueda", false, 0), Optional.of("secret"), true));
                assertThat(store.names("inbox/a.example")).containsExactly("ueda");
                assertThat(store.names("inbox/a.example/ueda")).isEmpty();
            }
        }

        @Test
        void takesOverAMailboxThatIsThere() throws IOException {
            try (TestStore store = bsd().mailbox("Sato").arrival("B0000000001").file("size.ctl", "5")) {
                store.make(edits(store).add(entry("sato", false, 0), Optional.of("secret"), true));
                assertThat(store.names("inbox/a.example/Sato")).containsExactly("B0000000001.MSG");
            }
        }

        @Test
        void isRefusedForAnAccountThatIsThere() {
            try (TestStore store = bsd().account("Sato")) {
                refused(
                        store,
                        Refusal.AccountExists.class,
                        () -> edits(store).add(entry("sato", false, 0), Optional.empty(), false));
            }
        }
    }

    @Nested
    class Passwords {

        @Test
        void changeInTheIndexAndInApopDat() throws IOException {
            try (TestStore store = bsd().account("sato").apop("old").account("ueda")) {
                store.make(edits(store).password(name("SATO"), "new", PasswordScheme.PLAIN));
                store.make(edits(store).password(name("ueda"), "new", PasswordScheme.SHA512_CRYPT));
                assertThat(store.read("inbox/a.example/sato/apop.dat")).isEqualTo("new\n");
                assertThat(store.find("sato").entry().name().text()).isEqualTo("sato");
                assertThat(store.find("ueda").entry().password().matches("new")).isTrue();
                assertThat(Files.exists(store.path("inbox/a.example/ueda"))).isFalse();
                assertThat(store.read("db/a.example.idx")).doesNotContain("old");
            }
        }

        @Test
        void areNowhereInTheJournal() throws IOException {
            try (TestStore store = bsd().account("sato").apop("old-secret")) {
                String change = store.make(edits(store).password(name("sato"), "new-secret", PasswordScheme.PLAIN));
                assertThat(store.read(".epostadm/changes/" + change + "/journal.jsonl"))
                        .doesNotContain("secret");
            }
        }

        @Test
        void ofNobodyAreRefused() {
            try (TestStore store = bsd()) {
                refused(
                        store,
                        Refusal.UnknownAccount.class,
                        () -> edits(store).password(name("sato"), "new", PasswordScheme.PLAIN));
            }
        }
    }

    @Nested
    class Suspending {

        @Test
        void touchesTheIndexAlone() throws IOException {
            try (TestStore store = bsd().account("sato").apop("old").mail("INBOX", uid(1))) {
                StoreTree before = store.tree();
                store.make(edits(store).state(name("sato"), AccountState.SUSPENDED_REFUSING_MAIL));
                assertThat(store.find("sato").entry().state()).isEqualTo(AccountState.SUSPENDED_REFUSING_MAIL);
                assertThat(store.tree().below("inbox")).isEqualTo(before.below("inbox"));
                store.make(edits(store).state(name("sato"), AccountState.SUSPENDED));
                store.make(edits(store).state(name("sato"), AccountState.ACTIVE));
                assertThat(store.tree()).isEqualTo(before);
            }
        }

        @Test
        void isRefusedWhereItIsSoAlready() {
            try (TestStore store = bsd().account("sato")) {
                refused(
                        store,
                        Refusal.NothingToChange.class,
                        () -> edits(store).state(name("sato"), AccountState.ACTIVE));
            }
        }
    }

    @Nested
    class Renaming {

        @ParameterizedTest
        @EnumSource(Layout.class)
        void takesMailboxAndAliasesAlong(Layout layout) throws IOException {
            String roots = layout == Layout.COMMON ? "inbox" : "inbox/a.example";
            try (TestStore store = store(Edition.BSD, layout)
                    .domain("a.example")
                    .account("sato")
                    .apop("secret")
                    .mail("INBOX", uid(1))
                    .aliases(
                            "info@a.example Sato@a.example",
                            "sato@a.example x@b.example",
                            "y@a.example sato@b.example")) {
                StoreTree before = store.tree();
                String change = store.make(edits(store).rename(name("sato"), name("sato.k")));
                assertThat(store.tree().below(roots + "/sato.k")).isEqualTo(before.below(roots + "/sato"));
                assertThat(store.names(roots)).containsExactly("sato.k");
                assertThat(store.read("db/aliases.txt"))
                        .isEqualTo("info@a.example\tsato.k@a.example\r\nsato.k@a.example\tx@b.example\r\n"
                                + "y@a.example\tsato@b.example\r\n");
                assertThat(store.index().size()).isEqualTo(1);
                assertThat(store.find("sato.k").entry().password().stored()).isEqualTo("{PLAIN}secret");
                store.undo(change);
                assertThat(store.tree()).isEqualTo(before);
            }
        }

        @Test
        void leavesTheAliasTableAloneWhereItDoesNotNameTheAccount() throws IOException {
            try (TestStore store = bsd().account("sato").aliases("info@a.example ueda@a.example")) {
                assertThat(edits(store).rename(name("sato"), name("kato")).steps())
                        .hasSize(1);
            }
        }

        @Test
        void changesOnlyTheCase() throws IOException {
            try (TestStore store = bsd().account("sato").mail("INBOX", uid(1)).aliases("i@a.example sato@a.example")) {
                StoreTree before = store.tree();
                String change = store.make(edits(store).rename(name("sato"), name("Sato")));
                assertThat(store.names("inbox/a.example")).containsExactly("Sato");
                assertThat(store.find("sato").entry().name().text()).isEqualTo("Sato");
                assertThat(store.read("db/aliases.txt")).isEqualTo("i@a.example\tSato@a.example\r\n");
                store.undo(change);
                assertThat(store.tree()).isEqualTo(before);
            }
        }

        @Test
        void changesOnlyTheCaseWhereTheFileSystemIsBlindToIt() throws IOException {
            Configuration caseBlind = Configuration.unix().toBuilder()
                    .setNameCanonicalNormalization(PathNormalization.CASE_FOLD_ASCII)
                    .build();
            try (TestStore mac = store(Edition.BSD, Layout.PER_DOMAIN, caseBlind);
                    TestStore windows = store(Edition.WINDOWS)) {
                changeCase(mac);
                changeCase(windows);
            }
        }

        private static void changeCase(TestStore store) throws IOException {
            store.domain("a.example").account("sato").mail("INBOX", uid(1));
            StoreTree before = store.tree();
            String change = store.make(edits(store).rename(name("sato"), name("Sato")));
            assertThat(store.find("sato").entry().name().text()).isEqualTo("Sato");
            assertThat(store.find("sato").mailbox()).isPresent();
            store.undo(change);
            assertThat(store.tree()).isEqualTo(before);
        }

        @Test
        void isRefusedWhereTheNewNameIsTaken() {
            try (TestStore store = bsd().account("sato").account("ueda").mailbox("Kato")) {
                refused(store, Refusal.AccountExists.class, () -> edits(store).rename(name("sato"), name("UEDA")));
                refused(store, Refusal.NameTaken.class, () -> edits(store).rename(name("sato"), name("kato")));
                refused(store, Refusal.NothingToChange.class, () -> edits(store).rename(name("SATO"), name("sato")));
            }
        }

        @Test
        void isRefusedWhereTheMailboxIsAnotherDomainsToo() {
            try (TestStore store = shared()) {
                refused(store, Refusal.SharedMailbox.class, () -> edits(store).rename(name("sato"), name("kato")));
            }
        }
    }

    private static TestStore shared() {
        return store(Edition.BSD, Layout.COMMON)
                .domain("b.example")
                .account("sato")
                .domain("a.example")
                .account("Sato")
                .mailbox("sato")
                .arrival("B0000000001");
    }

    @Nested
    class Removing {

        @Test
        void takesTheMailboxIntoQuarantine() throws IOException {
            try (TestStore store =
                    bsd().account("sato").mail("INBOX", uid(1)).account("ueda").mailbox()) {
                StoreTree before = store.tree();
                String change = store.make(edits(store).remove(name("Sato")));
                assertThat(store.names("inbox/a.example")).containsExactly("ueda");
                assertThat(StoreTree.of(store.path(".epostadm/quarantine/" + change))
                                .below("inbox/a.example/sato"))
                        .isEqualTo(before.below("inbox/a.example/sato"));
                store.undo(change);
                assertThat(store.tree()).isEqualTo(before);
            }
        }

        @Test
        void leavesAMailboxThatIsAnotherDomainsToo() throws IOException {
            try (TestStore store = shared()) {
                store.make(edits(store).remove(name("sato")));
                assertThat(store.index().size()).isZero();
                assertThat(store.names("inbox/sato")).containsExactly("B0000000001.MSG");
            }
        }

        @Test
        void isRefusedForNobody() {
            try (TestStore store = bsd().account("sato")) {
                refused(store, Refusal.UnknownAccount.class, () -> edits(store).remove(name("kato")));
            }
        }
    }
}
