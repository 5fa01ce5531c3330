package epostadm.mailstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccountWatchTest {

    private static final DomainName DOMAIN = new DomainName("a.example");
    private static final AccountName SATO = new AccountName("sato");
    private static final AccountName ITO = new AccountName("ito");

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    private TestStore store() {
        return TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("sato")
                .account("ito");
    }

    private AccountWatch watch(TestStore store) {
        return new AccountWatch(store.open(), now::get, trouble -> {
            throw new AssertionError(trouble);
        });
    }

    /// As a command replaces an index.
    private static void replace(TestStore store, AccountIndex index) throws IOException {
        Path next = store.path("db/a.example.idx.next");
        try (OutputStream out = Files.newOutputStream(next)) {
            index.writeTo(out);
        }
        Files.move(
                next,
                store.path("db/a.example.idx"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void seesAChangeAfterASecondOrWhenToldToLookAgain() throws IOException {
        try (TestStore store = store()) {
            AccountWatch accounts = watch(store);
            assertThat(accounts.find(SATO, DOMAIN)).isPresent();
            replace(store, store.index().without(List.of(SATO)));
            assertThat(accounts.find(SATO, DOMAIN)).as("looked at just now").isPresent();
            accounts.lookAgain();
            assertThat(accounts.find(SATO, DOMAIN)).isEmpty();
            replace(store, store.index().without(List.of(ITO)));
            assertThat(accounts.find(ITO, DOMAIN)).isPresent();
            now.set(now.get().plusSeconds(1));
            assertThat(accounts.find(ITO, DOMAIN)).isEmpty();
        }
    }

    /// As at the vendor's year-end, by hand; in the common box the index alone shows the domain.
    @ParameterizedTest
    @EnumSource(Layout.class)
    void knowsADomainWhoseIndexWasPutAside(Layout layout) throws IOException {
        try (TestStore store = TestStore.at(directory.resolve("mail"), Edition.WINDOWS, layout)
                .domain("a.example")
                .account("sato")) {
            List<String> troubles = new ArrayList<>();
            AccountWatch accounts = new AccountWatch(store.open(), now::get, e -> troubles.add(e.toString()));
            DomainName foreign = new DomainName("b.example");
            assertThat(accounts.away(DOMAIN)).isFalse();
            assertThat(accounts.away(foreign)).isFalse();
            Path index = store.path("db/a.example.idx");
            Path aside = store.path("db/~a.example.idx");
            Files.move(index, aside);
            now.set(now.get().plusSeconds(1));
            assertThat(accounts.away(DOMAIN)).isTrue();
            assertThat(accounts.find(SATO, DOMAIN)).isEmpty();
            assertThat(new AccountWatch(store.open(), now::get, e -> troubles.add(e.toString())).away(DOMAIN))
                    .as("one that starts now")
                    .isTrue();
            Files.move(aside, directory.resolve("away.idx"));
            now.set(now.get().plusSeconds(1));
            assertThat(accounts.away(DOMAIN)).as("out of the store").isTrue();
            Files.move(directory.resolve("away.idx"), index);
            now.set(now.get().plusSeconds(1));
            assertThat(accounts.away(DOMAIN)).isFalse();
            assertThat(accounts.find(SATO, DOMAIN)).isPresent();
            assertThat(accounts.away(foreign)).isFalse();
        }
    }

    @Test
    void tellsAnAccountFromAnotherOneOfTheSameName() throws IOException {
        try (TestStore store = store()) {
            AccountWatch accounts = watch(store);
            Account sato = accounts.account(SATO, DOMAIN).orElseThrow();
            Account ito = accounts.account(ITO, DOMAIN).orElseThrow();
            assertThat(accounts.unchanged(sato)).isTrue();
            AccountEntry newcomer = new AccountEntry(
                    SATO,
                    PasswordScheme.SCRAM_SHA_256.hash("another", new SecureRandom()),
                    "",
                    "",
                    true,
                    false,
                    0,
                    true,
                    true,
                    sato.entry().state());
            replace(store, store.index().without(List.of(SATO, ITO)).with(List.of(newcomer)));
            accounts.lookAgain();
            assertThat(accounts.unchanged(sato)).isFalse();
            assertThat(accounts.unchanged(ito)).isFalse();
            Optional<Account> found = accounts.account(SATO, DOMAIN);
            assertThat(found).map(accounts::unchanged).contains(true);
        }
    }
}
