package epostadm.mailstore.change;

import static epostadm.mailstore.change.AccountTexts.text;
import static epostadm.mailstore.testing.TestStore.store;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.account.AccountLine;
import epostadm.mailstore.account.AccountTextEncoding;
import epostadm.mailstore.account.AccountTextForm;
import epostadm.mailstore.account.AccountTextWriter;
import epostadm.mailstore.account.Column;
import epostadm.mailstore.account.Password;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.account.Reason;
import epostadm.mailstore.account.StarredPasswords;
import epostadm.mailstore.change.AccountImport.Outcome;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Stars in an import text stand for the passwords that the store has, where these are to be kept.
class StarredPasswordsTest {

    /// A clear password; a hash beside a separate SMTP password; a hash beside an obfuscated one; an unknown hash
    /// without a mailbox; a password that consists of stars.
    private static TestStore five(Edition edition) throws IOException {
        TestStore store = store(edition)
                .domain("a.example")
                .account("sato")
                .apop("secret")
                .account("mori")
                .apop("smtponly")
                .entry(entry ->
                        entry.withPassword(PasswordScheme.SHA512_CRYPT.hash("login", new java.security.SecureRandom())))
                .account("ueda")
                .apop("x")
                .entry(entry -> entry.withPassword(new Password("X", "whatever")))
                .account("endo")
                .entry(entry -> entry.withPassword(new Password("X", "other")))
                .account("hoshi")
                .entry(entry -> entry.withPassword(new Password("PLAIN", "***")));
        Files.write(store.path("inbox/a.example/ueda/apop.dat"), new byte[] {(byte) 0xff, 7, 8});
        return store;
    }

    /// All accounts as the vendor's export writes those whose passwords it does not show.
    private static ImportText exported(TestStore store, boolean allStarred) throws IOException {
        Path file = store.work().resolveSibling("export.txt");
        AccountTextForm form = new AccountTextForm(
                store.domain(),
                AccountTextForm.LineEnd.CRLF,
                AccountTextEncoding.WINDOWS_31J,
                AccountTextForm.Hashes.STARRED);
        try (OutputStream out = Files.newOutputStream(file);
                AccountTextWriter writer = AccountTextWriter.to(out, form)) {
            for (var entry : store.open().accounts(store.domain()).entries()) {
                writer.write(allStarred ? entry.withPassword(new Password("X", "any")) : entry);
            }
        }
        return keeping(store, file);
    }

    private static ImportText keeping(TestStore store, Path file) throws IOException {
        StarredPasswords stars = StarredPasswords.kept(store.open().accounts(store.domain()));
        return ImportText.read(file, Optional.empty(), AccountName.DEFAULT_MAX_LENGTH, stars, Progress.NONE);
    }

    private static ImportText keeping(TestStore store, String... lines) throws IOException {
        return keeping(store, text(store, lines).file());
    }

    private static AccountImport.Plan plan(TestStore store, ImportMode mode, ImportText text) throws IOException {
        AccountImport.Options options =
                new AccountImport.Options(mode, false, PasswordScheme.SCRAM_SHA_256, "20261124");
        return new AccountImport(store.open(), store.domain(), options, Progress.NONE).plan(text);
    }

    @ParameterizedTest
    @CsvSource({"BSD, true", "BSD, false", "WINDOWS, true", "WINDOWS, false"})
    void changeNothingOnTheWayOutAndIn(Edition edition, boolean allStarred) throws IOException {
        try (TestStore store = five(edition)) {
            StoreTree before = store.tree();
            ImportText text = exported(store, allStarred);
            assertThat(text.badLines()).isEmpty();
            assertThat(text.kept()).hasSize(allStarred ? 5 : 3);
            for (ImportMode mode : ImportMode.values()) {
                AccountImport.Plan plan = plan(store, mode, text);
                assertThat(plan.change().steps()).isEmpty();
                assertThat(plan.withoutApopDat()).isZero();
                store.make(plan.change());
            }
            assertThat(store.tree().below("inbox")).isEqualTo(before.below("inbox"));
            assertThat(store.tree().below("db")).isEqualTo(before.below("db"));
        }
    }

    @Test
    void stayWhereOtherColumnsChange() throws IOException {
        try (TestStore store = five(Edition.BSD)) {
            StoreTree before = store.tree();
            ImportText text = keeping(
                    store,
                    "sato ***** Sato a.example - 1 1 700 1 1",
                    "mori ***** - a.example - 0 1 0 1 1",
                    "ueda * - a.example - 1 0 0 1 1",
                    "endo ***** - a.example - 1 1 0 1 1");
            AccountImport.Plan plan = plan(store, ImportMode.UPDATE, text);
            assertThat(plan.outcomes())
                    .contains(new Outcome.Changed(
                            new AccountName("sato"), Set.of(Column.FULLNAME, Column.MAIL_BOX_SIZE)));
            assertThat(plan.withoutApopDat()).as("endo has none yet").isEqualTo(1);
            var passwords = store.open().accounts(store.domain()).entries().stream()
                    .map(entry -> entry.password().stored())
                    .toList();
            store.make(plan.change());
            assertThat(store.open().accounts(store.domain()).entries())
                    .extracting(entry -> entry.password().stored())
                    .isEqualTo(passwords);
            assertThat(store.tree().below("inbox").without(name -> !name.endsWith("/apop.dat")))
                    .isEqualTo(before.below("inbox").without(name -> !name.endsWith("/apop.dat")));
        }
    }

    @Test
    void areWrittenToApopDatWhereThatIsMissingAndTheyAreClear() throws IOException {
        try (TestStore store = store(Edition.BSD).domain("a.example").account("sato")) {
            ImportText text = keeping(store, "sato ***** - a.example - 1 0 0 1 1");
            store.make(plan(store, ImportMode.UPDATE, text).change());
            assertThat(store.read("inbox/a.example/sato/apop.dat")).isEqualTo("pass1234\n");
        }
    }

    @Test
    void areTakenAwayFromApopDatWithWhatSwitchesItOff() throws IOException {
        try (TestStore store = five(Edition.BSD)) {
            ImportText text = keeping(store, "mori ***** - a.example - 0 0 0 1 1");
            store.make(plan(store, ImportMode.UPDATE, text).change());
            assertThat(store.names("inbox/a.example/mori")).doesNotContain("apop.dat");
        }
    }

    @Test
    void standForNothingWhereNobodyAsks() throws IOException {
        try (TestStore store = five(Edition.BSD)) {
            assertThat(text(store, "sato ***** - a.example - 1 1 0 1 1").badLines())
                    .containsExactly(new AccountLine.Flawed(1, Column.PASS, Reason.STARRED_PASSWORD, "sato"));
        }
    }

    @Test
    void standForNothingWhereTheAccountIsNew() throws IOException {
        try (TestStore store = five(Edition.BSD)) {
            ImportText text = keeping(store, "abe ***** - a.example - 1 1 0 1 1", "SATO ***** - a.example - 1 1 0 1 1");
            assertThat(text.badLines())
                    .containsExactly(
                            new AccountLine.Flawed(1, Column.PASS, Reason.STARRED_PASSWORD_WITHOUT_ACCOUNT, "abe"));
            assertThat(text.kept()).containsExactly(new AccountName("sato"));
        }
    }

    @ParameterizedTest
    @EnumSource(Edition.class)
    void ofARetiredAccountComeBackWithItAndNotBefore(Edition edition) throws IOException {
        try (TestStore store = five(edition)) {
            StoreTree before = store.tree();
            Retirement retirement = new Retirement(store.open(), store.domain(), TestStore.NOW, Progress.NONE);
            List<AccountName> mori = List.of(new AccountName("mori"));
            store.make(retirement.retire(mori).change());
            String line = "mori ***** - a.example - 1 1 0 1 1";
            assertThat(keeping(store, line).badLines())
                    .extracting(AccountLine.Invalid::reason)
                    .containsExactly(Reason.STARRED_PASSWORD_WITHOUT_ACCOUNT);
            store.make(retirement.restore(mori).change());
            assertThat(plan(store, ImportMode.UPDATE, keeping(store, line))
                            .change()
                            .steps())
                    .isEmpty();
            assertThat(store.tree().below("inbox")).isEqualTo(before.below("inbox"));
            assertThat(store.read("db/a.example.idx")).contains("mori\t{SHA512-CRYPT}");
        }
    }
}
