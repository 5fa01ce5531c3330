package epostadm.mailstore.change;

import static epostadm.mailstore.change.AccountTexts.text;
import static epostadm.mailstore.testing.TestStore.store;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.account.Column;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.change.AccountDiff.Difference;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountDiffTest {

    private static AccountDiff diff(TestStore store, String... lines) throws IOException {
        return AccountDiff.between(store.index(), text(store, lines), Progress.NONE);
    }

    private static AccountName name(String name) {
        return new AccountName(name);
    }

    @Test
    void tellsAddedRemovedAndChangedByName() throws IOException {
        try (TestStore store = store(Edition.BSD)
                .domain("a.example")
                .account("ueda")
                .account("sato")
                .account("kato")
                .account("abe")) {
            AccountDiff diff = diff(
                    store,
                    "yamada pass1234 - a.example - 0 0 0 1 1",
                    "UEDA pass1234 - b.example - 0 0 0 1 1",
                    "sato other Sato a.example memo 1 1 9 0 0",
                    "abe pass1234 - a.example - 0 0 0 1 0");
            assertThat(diff.differences())
                    .containsExactly(
                            new Difference.Changed(name("abe"), Set.of(Column.IMAP4)),
                            new Difference.Removed(name("kato")),
                            new Difference.Changed(
                                    name("sato"),
                                    Set.of(
                                            Column.PASS,
                                            Column.FULLNAME,
                                            Column.HOMEFOLDER,
                                            Column.SMTP_AUTH,
                                            Column.APOP,
                                            Column.MAIL_BOX_SIZE,
                                            Column.POP3,
                                            Column.IMAP4)),
                            new Difference.Added(name("yamada")));
            assertThat(diff.unchanged()).isEqualTo(1);
        }
    }

    @Test
    void comparesAPasswordWithItsHash() throws IOException {
        try (TestStore store = store(Edition.BSD).domain("a.example").account("sato")) {
            store.make(new AccountEdits(store.open(), store.domain())
                    .password(name("sato"), "secret", PasswordScheme.SHA512_CRYPT));
            String hash = store.find("sato").entry().password().stored();
            assertThat(diff(store, "sato secret - a.example - 0 0 0 1 1").differences())
                    .isEmpty();
            assertThat(diff(store, "sato " + hash + " - a.example - 0 0 0 1 1").differences())
                    .isEmpty();
            assertThat(diff(store, "sato Secret - a.example - 0 0 0 1 1").differences())
                    .containsExactly(new Difference.Changed(name("sato"), Set.of(Column.PASS)));
        }
    }

    @Test
    void ofNothingAndNothingIsEmpty() throws IOException {
        try (TestStore store = store(Edition.BSD).domain("a.example")) {
            assertThat(diff(store)).isEqualTo(new AccountDiff(List.of(), 0));
        }
    }
}
