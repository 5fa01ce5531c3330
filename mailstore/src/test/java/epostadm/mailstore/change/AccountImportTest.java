package epostadm.mailstore.change;

import static epostadm.mailstore.change.AccountTexts.text;
import static epostadm.mailstore.testing.TestMessage.uid;
import static epostadm.mailstore.testing.TestStore.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.account.Column;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.change.AccountImport.Outcome;
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
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AccountImportTest {

    private static final String SATO = "sato pass1234 - a.example - 0 0 0 1 1";

    private static AccountName name(String name) {
        return new AccountName(name);
    }

    private static AccountImport.Plan plan(TestStore store, ImportMode mode, String... lines) throws IOException {
        return plan(store, new AccountImport.Options(mode, false, PasswordScheme.PLAIN, "20261124"), lines);
    }

    private static AccountImport.Plan plan(TestStore store, AccountImport.Options options, String... lines)
            throws IOException {
        return new AccountImport(store.open(), store.domain(), options, Progress.NONE).plan(text(store, lines));
    }

    private static AccountImport.Plan make(TestStore store, ImportMode mode, String... lines) throws IOException {
        AccountImport.Plan plan = plan(store, mode, lines);
        store.make(plan.change());
        return plan;
    }

    /// What a store has in mailboxes, without what import may write.
    private static StoreTree untouched(TestStore store) {
        return store.tree().below("inbox").without(name -> name.endsWith("/apop.dat") || name.endsWith("/size.ctl"));
    }

    @Nested
    class Outcomes {

        @Test
        void createsWhatIsNew() throws IOException {
            try (TestStore store = store(Edition.BSD).domain("a.example")) {
                assertThat(make(store, ImportMode.ADD, SATO).outcomes())
                        .containsExactly(new Outcome.Created(name("sato")));
                assertThat(store.read("db/a.example.idx"))
                        .isEqualTo("#epost-idx 1 a.example\nsato\t{PLAIN}pass1234\t\t\t0\t0\t0\t1\t1\n");
            }
        }

        @Test
        void tellsOfAMailboxThatANewAccountTakesOver() throws IOException {
            try (TestStore store = store(Edition.BSD)
                    .domain("a.example")
                    .mailbox("Sato")
                    .file("ims.ctl", "[AutoForward]\nForwardTo=x@b.example\n")) {
                assertThat(make(store, ImportMode.ADD, "sato secret - a.example - 1 0 100 1 1")
                                .outcomes())
                        .containsExactly(new Outcome.CreatedOverMailbox(name("sato")));
                assertThat(store.names("inbox/a.example")).containsExactly("Sato");
                assertThat(store.names("inbox/a.example/Sato")).containsExactly("apop.dat", "ims.ctl", "size.ctl");
            }
        }

        @Test
        void skipsWhatIsThereWhenAdding() throws IOException {
            try (TestStore store =
                    store(Edition.BSD).domain("a.example").account("sato").apop("old")) {
                AccountImport.Plan plan = plan(store, ImportMode.ADD, "SATO new Name a.example - 0 0 5 0 0");
                assertThat(plan.outcomes()).containsExactly(new Outcome.Skipped(name("sato")));
                assertThat(plan.change().steps()).isEmpty();
            }
        }

        @ParameterizedTest
        @EnumSource(ImportMode.class)
        void plansNothingWhereNothingDiffers(ImportMode mode) throws IOException {
            try (TestStore store =
                    store(Edition.BSD).domain("a.example").account("sato").mail("INBOX", uid(1))) {
                AccountImport.Plan plan = plan(store, mode, SATO);
                assertThat(plan.outcomes())
                        .containsExactly(
                                mode == ImportMode.ADD
                                        ? new Outcome.Skipped(name("sato"))
                                        : new Outcome.Unchanged(name("sato")));
                assertThat(plan.change().steps()).isEmpty();
                assertThat(plan.change().proofs()).isEmpty();
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "sato other - a.example - 0 0 0 1 1       | PASS",
                    "sato pass1234 Sato a.example - 0 0 0 1 1 | FULLNAME",
                    "sato pass1234 - a.example memo 0 0 0 1 1 | HOMEFOLDER",
                    "sato pass1234 - a.example - 1 0 0 1 1    | SMTP_AUTH",
                    "sato pass1234 - a.example - 0 1 0 1 1    | APOP",
                    "sato pass1234 - a.example - 0 0 7 1 1    | MAIL_BOX_SIZE",
                    "sato pass1234 - a.example - 0 0 0 0 1    | POP3",
                    "sato pass1234 - a.example - 0 0 0 1 0    | IMAP4"
                })
        void updatesTheColumnThatDiffers(String line, Column column) throws IOException {
            try (TestStore store = store(Edition.BSD).domain("a.example").account("sato")) {
                assertThat(make(store, ImportMode.UPDATE, line).outcomes())
                        .containsExactly(new Outcome.Changed(name("sato"), Set.of(column)));
                assertThat(plan(store, ImportMode.UPDATE, line).outcomes())
                        .containsExactly(new Outcome.Unchanged(name("sato")));
            }
        }

        @Test
        void leavesASuspendedAccountSuspended() throws IOException {
            try (TestStore store = store(Edition.BSD)
                    .domain("a.example")
                    .account("sato")
                    .entry(entry -> entry.withState(AccountState.SUSPENDED))) {
                make(store, ImportMode.REPLACE, "sato other - a.example - 0 0 0 1 1");
                assertThat(store.find("sato").entry().state()).isEqualTo(AccountState.SUSPENDED);
            }
        }

        @Test
        void countsOtherDomainsAndImportsIntoTheOneAskedFor() throws IOException {
            try (TestStore store = store(Edition.BSD).domain("b.example").domain("a.example")) {
                AccountImport.Plan plan = make(
                        store,
                        ImportMode.ADD,
                        "sato pass1234 - b.example - 0 0 0 1 1",
                        "suzuki pass1234 - ../../etc - 0 0 0 1 1",
                        "ueda pass1234 - A.Example - 0 0 0 1 1");
                assertThat(plan.otherDomains()).isEqualTo(2);
                assertThat(store.index().size()).isEqualTo(3);
                assertThat(store.open().accounts(new DomainName("b.example")).size())
                        .isZero();
            }
        }
    }

    @Nested
    class Replacing {

        @Test
        void putsTheIndexAsideAndListsWhoVanishes() throws IOException {
            try (TestStore store = store(Edition.BSD)
                    .domain("a.example")
                    .account("sato")
                    .account("ueda")
                    .arrival("B0000000001")) {
                String before = store.read("db/a.example.idx");
                AccountImport.Plan plan = make(store, ImportMode.REPLACE, SATO);
                assertThat(plan.vanished()).containsExactly(name("ueda"));
                assertThat(store.read("db/~a.example.idx")).isEqualTo(before);
                assertThat(store.index().entries())
                        .extracting(e -> e.name().text())
                        .containsExactly("sato");
                assertThat(store.names("inbox/a.example/ueda")).containsExactly("B0000000001.MSG");
            }
        }

        @Test
        void givesTheIndexAsideADateWhereItsNameIsTaken() throws IOException {
            try (TestStore store = store(Edition.BSD)
                    .domain("a.example")
                    .account("sato")
                    .put("db/~a.example.idx", "older")
                    .put("db/~a.example.idx+20261124", "old")) {
                String before = store.read("db/a.example.idx");
                make(store, ImportMode.REPLACE, "ueda pass1234 - a.example - 0 0 0 1 1");
                assertThat(store.read("db/~a.example.idx")).isEqualTo("older");
                assertThat(store.read("db/~a.example.idx+20261124")).isEqualTo("old");
                assertThat(store.read("db/~a.example.idx+20261124-2")).isEqualTo(before);
                assertThat(store.open().domains()).containsExactly(store.domain());
            }
        }
    }

    @Nested
    class Mailboxes {

        @Test
        void areMadeOnlyWhereAFileMustLieInThem() throws IOException {
            try (TestStore store = store(Edition.BSD).domain("a.example")) {
                make(
                        store,
                        ImportMode.ADD,
                        SATO,
                        "auth secret - a.example - 1 0 0 1 1",
                        "apop secret - a.example - 0 1 0 1 1",
                        "size secret - a.example - 0 0 9 1 1");
                assertThat(store.names("inbox/a.example")).containsExactly("apop", "auth", "size");
                assertThat(store.names("inbox/a.example/apop")).containsExactly("apop.dat");
                assertThat(store.names("inbox/a.example/auth")).containsExactly("apop.dat");
                assertThat(store.names("inbox/a.example/size")).containsExactly("size.ctl");
            }
        }

        @Test
        void areMadeForAllNewAccountsWhenAskedFor() throws IOException {
            try (TestStore store = store(Edition.BSD).domain("a.example").account("ueda")) {
                var options = new AccountImport.Options(ImportMode.ADD, true, PasswordScheme.PLAIN, "20261124");
                store.make(plan(store, options, SATO, "ueda x - a.example - 0 0 0 1 1")
                        .change());
                assertThat(store.names("inbox/a.example")).containsExactly("sato");
                assertThat(store.names("inbox/a.example/sato")).isEmpty();
            }
        }

        @Test
        void areMadeBelowADomainDirectoryThatIsMissing() throws IOException {
            try (TestStore store = store(Edition.BSD).domain("a.example")) {
                Files.delete(store.path("inbox/a.example"));
                StoreTree before = store.tree();
                String change = store.make(plan(store, ImportMode.ADD, "sato secret - a.example - 1 0 0 1 1")
                        .change());
                assertThat(store.read("inbox/a.example/sato/apop.dat")).isEqualTo("secret\n");
                store.undo(change);
                assertThat(store.tree()).isEqualTo(before);
            }
        }

        @ParameterizedTest
        @CsvSource({"BSD, PER_DOMAIN", "BSD, COMMON", "WINDOWS, PER_DOMAIN", "WINDOWS, COMMON"})
        void lieWhereTheLayoutHasThemWithTheEditionsLineEnds(Edition edition, Layout layout) throws IOException {
            try (TestStore store =
                    store(edition, layout).domain("a.example").account("ueda").apop("old")) {
                make(
                        store,
                        ImportMode.UPDATE,
                        "tanaka.k secret - a.example - 1 1 5000000000 1 1",
                        "ueda new - a.example - 1 1 0 1 1");
                String roots = layout == Layout.COMMON ? "inbox" : "inbox/a.example";
                assertThat(store.read(roots + "/tanaka.k/apop.dat")).isEqualTo("secret" + edition.lineEnd());
                assertThat(store.read(roots + "/tanaka.k/size.ctl")).isEqualTo("5000000000");
                assertThat(store.read(roots + "/ueda/apop.dat")).isEqualTo("new" + edition.lineEnd());
                assertThat(store.open().domains()).containsExactly(store.domain());
                assertThat(store.find("tanaka.k").mailbox()).isPresent();
            }
        }

        @Test
        void thatDifferOnlyInCaseAreRefused() throws IOException {
            try (TestStore store =
                    store(Edition.BSD).domain("a.example").mailbox("sato").mailbox("Sato")) {
                StoreTree before = store.tree();
                assertThatThrownBy(() -> plan(store, ImportMode.ADD, SATO))
                        .isInstanceOfSatisfying(
                                RefusedException.class,
                                e -> assertThat(e.refusal()).isInstanceOf(Refusal.CaseTwins.class));
                assertThat(store.tree()).isEqualTo(before);
            }
        }
    }

    @Nested
    class ControlFilesOfAMailbox {

        private static final String FILES = "$offpop3 ims.ctl sender.dat imap.idx APOP.BAK";

        private TestStore full() {
            TestStore store = store(Edition.BSD)
                    .domain("a.example")
                    .account("sato")
                    .apop("old")
                    .sizeLimit(100);
            for (String file : FILES.split(" ")) {
                store.file(file, "as it was");
            }
            return store.arrival("B0000000001").mail("INBOX", uid(1), uid(2)).mail("下書き", uid(7));
        }

        private void check(String line, String apopDat, String sizeCtl) throws IOException {
            try (TestStore store = full()) {
                StoreTree before = untouched(store);
                make(store, ImportMode.UPDATE, line);
                assertThat(untouched(store)).isEqualTo(before);
                assertThat(content(store, "apop.dat")).isEqualTo(apopDat);
                assertThat(content(store, "size.ctl")).isEqualTo(sizeCtl);
            }
        }

        private static String content(TestStore store, String file) {
            return Files.exists(store.path("inbox/a.example/sato/" + file))
                    ? store.read("inbox/a.example/sato/" + file)
                    : "none";
        }

        @Test
        void followTheLine() throws IOException {
            check("sato new - a.example - 1 1 200 1 1", "new\n", "200");
            check("sato new - a.example - 1 0 100 1 1", "new\n", "100");
            check("sato old - a.example - 0 0 100 1 1", "none", "100");
            check("sato old - a.example - 1 1 0 1 1", "old\n", "none");
            check("sato new - a.example - 0 0 0 0 0", "none", "none");
            check("sato old Name a.example - 1 1 100 1 1", "old\n", "100");
        }

        @Test
        void keepAPasswordThatTheVendorHasScrambled() throws IOException {
            try (TestStore store = full()) {
                Files.write(store.path("inbox/a.example/sato/apop.dat"), new byte[] {(byte) 0xFF, 1, 2});
                StoreTree before = store.tree();
                make(store, ImportMode.UPDATE, "sato new - a.example - 1 1 100 1 1");
                make(store, ImportMode.UPDATE, "sato new - a.example - 0 0 100 1 1");
                assertThat(store.tree().below("inbox")).isEqualTo(before.below("inbox"));
            }
        }

        @Test
        void replaceASizeThatIsNoNumber() throws IOException {
            try (TestStore store = full().file("size.ctl", "50M")) {
                make(store, ImportMode.UPDATE, "sato old - a.example - 1 1 200 1 1");
                assertThat(content(store, "size.ctl")).isEqualTo("200");
            }
        }

        @Test
        void areFoundInAnyCaseInAStoreOfTheWindowsEdition() throws IOException {
            try (TestStore store = store(Edition.WINDOWS, Layout.PER_DOMAIN, Configuration.unix())
                    .domain("a.example")
                    .account("sato")
                    .sizeLimit(5)
                    .apop("old")) {
                Files.move(store.path("inbox/a.example/sato/apop.dat"), store.path("inbox/a.example/sato/APOP.DAT"));
                Files.move(store.path("inbox/a.example/sato/size.ctl"), store.path("inbox/a.example/sato/Size.ctl"));
                make(store, ImportMode.UPDATE, "sato new - a.example - 1 1 6 1 1");
                assertThat(store.names("inbox/a.example/sato")).hasSize(2);
            }
        }
    }

    @Nested
    class Hashes {

        private static final String HASH = "{SHA512-CRYPT}$6$saltsalt$" + "a".repeat(86);

        @Test
        void areStoredAsTheyAreAndLeaveApopDatUnwritten() throws IOException {
            try (TestStore store = store(Edition.BSD).domain("a.example")) {
                AccountImport.Plan plan = make(
                        store,
                        ImportMode.ADD,
                        "sato " + HASH + " - a.example - 1 1 0 1 1",
                        "ueda " + HASH + " - a.example - 0 0 0 1 1");
                assertThat(plan.withoutApopDat()).isEqualTo(1);
                assertThat(store.find("sato").entry().password().stored()).isEqualTo(HASH);
                assertThat(Files.exists(store.path("inbox/a.example/sato/apop.dat")))
                        .isFalse();
            }
        }

        @Test
        void countAsMissingOnlyWhereApopDatHadToBeWritten() throws IOException {
            try (TestStore store = store(Edition.BSD).domain("a.example").account("sato")) {
                make(store, ImportMode.UPDATE, "sato " + HASH + " - a.example - 1 1 0 1 1");
                AccountImport.Plan plan =
                        plan(store, ImportMode.UPDATE, "sato " + HASH + " Name a.example - 1 1 0 1 1");
                assertThat(plan.outcomes()).containsExactly(new Outcome.Changed(name("sato"), Set.of(Column.FULLNAME)));
                assertThat(plan.withoutApopDat()).isZero();
            }
        }

        @Test
        void ofTheSchemePlainAreNone() throws IOException {
            try (TestStore store = store(Edition.BSD).domain("a.example")) {
                AccountImport.Plan plan = make(store, ImportMode.ADD, "sato {PLAIN}secret - a.example - 1 1 0 1 1");
                assertThat(plan.withoutApopDat()).isZero();
                assertThat(store.read("inbox/a.example/sato/apop.dat")).isEqualTo("secret\n");
            }
        }

        @Test
        void areMadeOfNewPasswords() throws IOException {
            try (TestStore store = store(Edition.BSD).domain("a.example")) {
                var options = new AccountImport.Options(ImportMode.ADD, false, PasswordScheme.SHA512_CRYPT, "20261124");
                store.make(plan(store, options, SATO).change());
                assertThat(store.read("db/a.example.idx")).doesNotContain("pass1234");
                assertThat(store.find("sato").entry().password().matches("pass1234"))
                        .isTrue();
                assertThat(plan(store, ImportMode.UPDATE, SATO).change().steps())
                        .isEmpty();
            }
        }
    }
}
