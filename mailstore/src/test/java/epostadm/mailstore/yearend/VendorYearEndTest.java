package epostadm.mailstore.yearend;

import static epostadm.mailstore.yearend.Years.RETIRE;
import static epostadm.mailstore.yearend.Years.change;
import static epostadm.mailstore.yearend.Years.next;
import static epostadm.mailstore.yearend.Years.store;
import static epostadm.mailstore.yearend.Years.yearEnd;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.account.Column;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class VendorYearEndTest {

    private static final String VENDORS = "\u0001\u0002EPOST";

    private static TestStore vendors() {
        return store(Edition.WINDOWS).put("db/a.example.idx", VENDORS);
    }

    private static AccountName name(String name) {
        return new AccountName(name);
    }

    @Test
    void tellsOfAccountsWhatTheirMailboxesSay() throws IOException {
        try (TestStore store = vendors()) {
            PlannedYearEnd plan = yearEnd(store, RETIRE).plan(next(store));
            assertThat(plan.vendorManaged()).isTrue();
            assertThat(plan.fates())
                    .contains(
                            new Fate.Joins(name("abe"), ""),
                            new Fate.Leaves(name("ueda"), "~ueda"),
                            new Fate.Stays(name("sato")),
                            new Fate.Changes(
                                    name("mori"), List.of(new ColumnChange(Column.MAIL_BOX_SIZE, "5", "700"))));
        }
    }

    @Test
    void putsFoldersAndIndexAsideAndWritesNothingElse() throws IOException {
        try (TestStore store = vendors()) {
            StoreTree before = store.tree();
            String id = store.make(change(store, next(store), RETIRE));
            assertThat(store.names("db")).containsExactly("~a.example.idx");
            assertThat(store.read("db/~a.example.idx")).isEqualTo(VENDORS);
            assertThat(store.names("inbox/a.example")).containsExactly("kato", "mori", "sato", "~ueda");
            assertThat(store.tree().below("inbox/a.example/sato")).isEqualTo(before.below("inbox/a.example/sato"));
            store.undo(id);
            assertThat(store.tree()).isEqualTo(before);
        }
    }

    @Test
    void writesATextThatTheVendorReads() throws IOException {
        try (TestStore store = vendors()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            VendorText.write(next(store), store.domain(), Edition.WINDOWS, out);
            assertThat(out.toString(StandardCharsets.US_ASCII))
                    .startsWith("sato\tsecret\t\ta.example\t\t1\t1\t0\t1\t1\r\n");
        }
    }

    @Test
    void findsWhatTheImportLeftUndoneAndPutsPasswordsBack() throws IOException {
        try (TestStore store = vendors()) {
            byte[] obfuscated = {(byte) 0xff, 3, 4};
            Files.write(store.path("inbox/a.example/sato/apop.dat"), obfuscated);
            ImportText text = next(store);
            store.make(change(store, text, RETIRE));
            store.put("inbox/a.example/sato/apop.dat", "other\r\n");
            Verification verification = new Verification(store.open(), store.domain());
            assertThat(verification.compare(text))
                    .containsExactly(
                            new Verification.Found(name("kato"), Verification.Deviation.NO_PASSWORD_FILE),
                            new Verification.Found(name("mori"), Verification.Deviation.OTHER_SIZE),
                            new Verification.Found(name("sato"), Verification.Deviation.OTHER_PASSWORD));
            Verification.PutBack back = verification.putBack();
            assertThat(back.accounts()).containsExactly(name("sato"));
            store.make(back.change());
            assertThat(store.path("inbox/a.example/sato/apop.dat")).hasBinaryContent(obfuscated);
            assertThat(verification.putBack().accounts()).isEmpty();
        }
    }
}
