package epostadm.server.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.change.AccountEdits;
import epostadm.mailstore.change.ExclusiveStore;
import epostadm.mailstore.change.StoreCreation;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.task.Cancellation;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginsTest {

    private static final DomainName DOMAIN = new DomainName("kaisha.example.jp");
    private static final AccountName SATO = new AccountName("sato.k");
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path directory;

    private MailStore store;

    @BeforeEach
    void makeStore() throws IOException {
        new StoreCreation(directory, DOMAIN, Edition.BSD, Layout.PER_DOMAIN).create();
        store = MailStore.open(directory);
        AccountEntry entry = new AccountEntry(
                SATO,
                PasswordScheme.SCRAM_SHA_256.hash("himitsu", RANDOM),
                "Sato K",
                "",
                false,
                false,
                0,
                true,
                true,
                AccountState.ACTIVE);
        change(new AccountEdits(store, DOMAIN).add(entry, Optional.of("himitsu"), false));
    }

    @Test
    void letsInWithTheRightPassword() throws IOException {
        assertThat(login("sato.k", "himitsu")).isTrue();
        assertThat(login("SATO.K@kaisha.example.jp", "himitsu")).isTrue();
        assertThat(login("sato.k%kaisha.example.jp", "himitsu")).isTrue();
    }

    @Test
    void refusesWrongPasswordsAndUnknownNamesAlike() throws IOException {
        assertThat(login("sato.k", "himitsu ")).isFalse();
        assertThat(login("sato", "himitsu")).isFalse();
        assertThat(login("sato.k@other.example", "himitsu")).isFalse();
    }

    @Test
    void refusesASuspendedAccountUntilItIsResumed() throws IOException {
        change(new AccountEdits(store, DOMAIN).state(SATO, AccountState.SUSPENDED));
        assertThat(login("sato.k", "himitsu")).isFalse();
        change(new AccountEdits(store, DOMAIN).state(SATO, AccountState.ACTIVE));
        assertThat(login("sato.k", "himitsu")).isTrue();
    }

    /// A client that hears of a wrong password asks its user for another.
    @Test
    void saysThatADomainIsAwayInsteadOfAWrongPassword() throws IOException {
        AccountWatch accounts = new AccountWatch(store, InstantSource.system(), _ -> {});
        Logins logins = new Logins(accounts, new byte[32], RANDOM);
        Path index = store.paths().accountIndex(DOMAIN);
        Files.move(index, index.resolveSibling("~" + index.getFileName()));
        accounts.lookAgain();
        for (String name : List.of("sato.k", "nobody", "sato.k@kaisha.example.jp")) {
            assertThatThrownBy(() -> logins.byPassword(name, "himitsu", "")).isInstanceOf(DomainAwayException.class);
            assertThatThrownBy(() -> logins.scram(name)).isInstanceOf(DomainAwayException.class);
        }
        assertThat(logins.byPassword("sato.k@other.example", "himitsu", "")).isEmpty();
        Files.move(index.resolveSibling("~" + index.getFileName()), index);
        accounts.lookAgain();
        assertThat(logins.byPassword("sato.k", "himitsu", "")).isPresent();
    }

    /// Failures are counted by it, of tens of thousands of names.
    @Test
    void keepsNoMoreOfANameThanOneCanHave() {
        AccountWatch accounts = new AccountWatch(store, InstantSource.system(), trouble -> {
            throw new AssertionError(trouble);
        });
        Logins logins = new Logins(accounts, new byte[32], RANDOM);
        assertThat(logins.canonical("x".repeat(9000))).hasSizeLessThan(200);
        assertThat(logins.canonical("SATO.K")).isEqualTo("sato.k@kaisha.example.jp");
    }

    private boolean login(String name, String password) throws IOException {
        AccountWatch accounts = new AccountWatch(store, InstantSource.system(), trouble -> {
            throw new AssertionError(trouble);
        });
        return new Logins(accounts, new byte[32], RANDOM)
                .byPassword(name, password, "")
                .isPresent();
    }

    private void change(ChangePlan plan) throws IOException {
        try (ExclusiveStore exclusive = ExclusiveStore.take(
                store,
                ExclusiveStore.Services.MAY_RUN,
                "a test",
                InstantSource.system(),
                Progress.NONE,
                Cancellation.NONE)) {
            exclusive.execute(plan);
        }
    }
}
