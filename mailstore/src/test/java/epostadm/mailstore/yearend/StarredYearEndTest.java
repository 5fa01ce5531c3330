package epostadm.mailstore.yearend;

import static epostadm.mailstore.yearend.Years.saved;
import static epostadm.mailstore.yearend.Years.store;
import static epostadm.mailstore.yearend.Years.text;
import static epostadm.mailstore.yearend.Years.yearEnd;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.account.AccountLine;
import epostadm.mailstore.account.Password;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.account.Reason;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// A year-end whose file has stars for the passwords of those who stay.
class StarredYearEndTest {

    private static final Wish KEEP = new Wish(
            Wish.Leavers.RETIRE,
            Wish.Stayers.APPLY,
            Wish.FoundFolders.PUT_ASIDE,
            PasswordScheme.SCRAM_SHA_256,
            true,
            true,
            0);

    private static final byte[] OBFUSCATED = {(byte) 0xff, 3, 4};

    private static AccountName name(String name) {
        return new AccountName(name);
    }

    /// sato and mori stay, endo too though nobody shows a password; abe is new and has stars.
    private static Path file(TestStore store) throws IOException {
        return text(
                        store,
                        "sato ***** - a.example - 1 1 0 1 1",
                        "mori ***** - a.example - 0 0 700 1 1",
                        "endo ***** - a.example - 0 0 0 1 1",
                        "kato fresh - a.example - 1 0 0 1 1",
                        "abe ***** - a.example - 0 0 0 1 1")
                .file();
    }

    private static NextYear nextYear(TestStore store) {
        return new NextYear(store.open(), store.domain(), Progress.NONE);
    }

    private static ImportText next(TestStore store) throws IOException {
        return nextYear(store).read(file(store), Optional.empty(), true);
    }

    /// Planned, written, and read again from what the plan's file says.
    private static YearEnd.Ready ready(TestStore store) throws IOException {
        PlanFile.Saved saved = saved(store, yearEnd(store, KEEP).plan(next(store)));
        return yearEnd(store, saved.wish()).ready(nextYear(store).read(saved), saved);
    }

    @Nested
    class OfOurAccounts {

        @Test
        void keepsThePasswordsOfThoseWhoStay() throws IOException {
            try (TestStore store = store(Edition.BSD)
                    .account("mori")
                    .entry(entry -> entry.withPassword(new Password("X", "whatever")))) {
                store.put("inbox/a.example/sato/apop.dat", "smtponly\n");
                StoreTree before = store.tree();
                YearEnd.Ready ready = ready(store);
                assertThat(ready.plan().fates())
                        .contains(new Fate.Stays(name("sato")), new Fate.Stays(name("endo")))
                        .noneMatch(fate -> fate.name().equals(name("abe")));
                assertThat(ready.plan().badLines())
                        .extracting(AccountLine.Invalid::reason)
                        .containsExactly(Reason.STARRED_PASSWORD_WITHOUT_ACCOUNT);
                store.make(ready.change());
                assertThat(store.find("sato").entry().password().stored()).isEqualTo("{PLAIN}secret");
                assertThat(store.find("mori").entry().password().stored()).isEqualTo("{X}whatever");
                assertThat(store.tree().below("inbox/a.example/sato")).isEqualTo(before.below("inbox/a.example/sato"));
            }
        }

        @Test
        void verifiesThatWhateverStandsInApopDatIsRight() throws IOException {
            try (TestStore store = store(Edition.BSD)) {
                Files.write(store.path("inbox/a.example/sato/apop.dat"), OBFUSCATED);
                PlanFile.Saved saved = saved(store, yearEnd(store, KEEP).plan(next(store)));
                store.make(ready(store).change());
                assertThat(new Verification(store.open(), store.domain())
                                .compare(nextYear(store).readAfterwards(saved)))
                        .isEmpty();
            }
        }
    }

    @Nested
    class OfTheVendorsAccounts {

        private static TestStore vendors() {
            return store(Edition.WINDOWS).put("db/a.example.idx", "\u0001\u0002EPOST");
        }

        @Test
        void takesThePasswordsFromApopDatAndSaysSo() throws IOException {
            try (TestStore store = vendors()) {
                PlannedYearEnd plan = yearEnd(store, KEEP).plan(next(store));
                assertThat(plan.traps()).contains(new Trap.PasswordsFromApopDat(1, name("sato")));
                assertThat(plan.fates()).contains(new Fate.Stays(name("sato")));
                assertThat(plan.badLines())
                        .extracting(AccountLine.Invalid::reason)
                        .containsExactly(
                                Reason.STARRED_PASSWORD_OF_VENDOR,
                                Reason.STARRED_PASSWORD_OF_VENDOR,
                                Reason.STARRED_PASSWORD_OF_VENDOR);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                assertThat(VendorText.write(next(store), store.domain(), Edition.WINDOWS, out))
                        .isZero();
                assertThat(out.toString(StandardCharsets.US_ASCII))
                        .startsWith("sato\tsecret\t\ta.example\t\t1\t1\t0\t1\t1\r\n")
                        .doesNotContain("*");
            }
        }

        @Test
        void hasNoPasswordForThoseWhoseApopDatIsObfuscated() throws IOException {
            try (TestStore store = vendors()) {
                Files.write(store.path("inbox/a.example/sato/apop.dat"), OBFUSCATED);
                assertThat(next(store).badLines().getFirst())
                        .isEqualTo(new AccountLine.Flawed(
                                1, epostadm.mailstore.account.Column.PASS, Reason.STARRED_PASSWORD_OF_VENDOR, "sato"));
            }
        }

        @Test
        void comparesWithThePasswordsFromBeforeTheImportAndPutsThemBack() throws IOException {
            try (TestStore store = vendors()) {
                PlanFile.Saved saved = saved(store, yearEnd(store, KEEP).plan(next(store)));
                store.make(ready(store).change());
                store.put("inbox/a.example/sato/apop.dat", "*****\r\n");
                Verification verification = new Verification(store.open(), store.domain());
                assertThat(verification.compare(nextYear(store).readAfterwards(saved)))
                        .contains(new Verification.Found(name("sato"), Verification.Deviation.OTHER_PASSWORD));
                store.make(verification.putBack().change());
                assertThat(store.read("inbox/a.example/sato/apop.dat")).isEqualTo("secret\r\n");
                assertThat(verification.compare(nextYear(store).readAfterwards(saved)))
                        .noneMatch(found -> found.account().equals(name("sato")));
            }
        }
    }
}
