package epostadm.mailstore.change;

import static epostadm.mailstore.change.AccountTexts.text;
import static epostadm.mailstore.testing.TestMessage.uid;
import static epostadm.mailstore.testing.TestStore.store;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.account.Password;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestMessage;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Operations at random, one after the other, on a random store: whatever they do, undoing them all in reverse
/// gives the store back, and no message is ever lost.
class OperationsPropertyTest {

    private static final int OPERATIONS = 12;
    private static final List<String> NAMES = List.of("sato", "Sato", "ueda", "kato.m", "abe", "a b");
    private static final List<String> FOLDERS = List.of("INBOX", "下書き", "INBOX/sub", "取引先", "取引先/商事");

    static Stream<Long> seeds() {
        return Seeded.seeds(150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void undoneInReverseGiveTheStoreBack(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        Edition edition = seeded.oneOf(List.of(Edition.values()));
        check(seeded, store(edition, seeded.oneOf(List.of(Layout.values()))));
    }

    static Stream<Long> fewSeeds() {
        return Seeded.seeds(4);
    }

    @ParameterizedTest
    @MethodSource("fewSeeds")
    void doSoOnARealDiskToo(long seed, @TempDir Path directory) throws IOException {
        Seeded seeded = Seeded.of(seed);
        check(seeded, TestStore.at(directory.resolve("mail"), Edition.BSD, seeded.oneOf(List.of(Layout.values()))));
    }

    private static void check(Seeded seeded, TestStore empty) throws IOException {
        try (TestStore store = filled(seeded, empty)) {
            StoreTree before = store.tree();
            long mail = messages(store.work());
            Deque<String> changes = new ArrayDeque<>();
            for (int i = 0; i < OPERATIONS; i++) {
                StoreTree unchanged = store.tree();
                try {
                    ChangePlan plan = randomPlan(seeded, store, TestStore.NOW.plusSeconds(i));
                    assertThat(store.tree()).as("planning changes nothing").isEqualTo(unchanged);
                    changes.push(store.make(plan));
                } catch (RefusedException e) {
                    assertThat(store.tree()).as("refused: " + e.refusal()).isEqualTo(unchanged);
                }
                assertThat(store.openChange()).isEmpty();
            }
            assertThat(messages(store.work())).isGreaterThanOrEqualTo(mail);
            for (String change : changes) {
                store.undo(change);
            }
            assertThat(store.tree()).isEqualTo(before);
        }
    }

    private static TestStore filled(Seeded seeded, TestStore store) {
        if (seeded.chance(0.3)) {
            store.domain("b.example").account("sato").account("abe");
        }
        store.domain("a.example").aliases("info@a.example sato@a.example", "x@a.example kato.m@a.example");
        for (String name : List.of("sato", "ueda", "kato.m")) {
            store.account(name);
            if (seeded.chance(0.5)) {
                store.apop("secret");
            }
            for (String folder : FOLDERS) {
                if (seeded.chance(0.5)) {
                    store.mail(folder, randomMail(seeded));
                }
            }
        }
        return store;
    }

    private static TestMessage[] randomMail(Seeded seeded) {
        return Stream.generate(() -> uid(seeded.between(1L, seeded.chance(0.5) ? 9L : 4_294_967_295L)))
                .limit(seeded.between(0, 4))
                .toArray(TestMessage[]::new);
    }

    private static ChangePlan randomPlan(Seeded seeded, TestStore test, Instant now) throws IOException {
        MailStore store = test.open();
        AccountEdits edits = new AccountEdits(store, test.domain());
        Retirement retirement = new Retirement(store, test.domain(), now, Progress.NONE);
        UidReset reset = new UidReset(store, now, Progress.NONE);
        AccountName name = new AccountName(seeded.oneOf(NAMES));
        FolderName folder = FolderName.parse(seeded.oneOf(FOLDERS)).orElseThrow();
        return switch (seeded.between(0, 9)) {
            case 0 -> edits.add(entry(seeded, name), Optional.of("secret"), seeded.chance(0.5));
            case 1 -> edits.rename(name, new AccountName(seeded.oneOf(NAMES)));
            case 2 -> edits.remove(name);
            case 3 -> edits.password(name, "new", PasswordScheme.PLAIN);
            case 4 -> retirement.retire(List.of(name)).change();
            case 5 -> retirement.restore(List.of(name)).change();
            case 6 -> retirement.purge(retirement.putAsideBefore(now.plusSeconds(seeded.between(-5, 1))));
            case 7 ->
                reset.rename(store.account(name, test.domain()), folder, Optional.empty())
                        .change();
            case 8 -> reset.renumber(store.account(name, test.domain()), folder).change();
            default -> randomImport(seeded, test, store);
        };
    }

    private static AccountEntry entry(Seeded seeded, AccountName name) {
        return new AccountEntry(
                name,
                new Password("PLAIN", "secret"),
                "",
                "",
                seeded.chance(0.5),
                false,
                seeded.between(0, 2),
                true,
                true,
                AccountState.ACTIVE);
    }

    private static ChangePlan randomImport(Seeded seeded, TestStore test, MailStore store) throws IOException {
        String[] lines = Stream.of("sato", "UEDA", "abe", "tanaka.k")
                .filter(_ -> seeded.chance(0.7))
                .map(name -> "%s pw%d - a.example - %d %d %d 1 1"
                        .formatted(
                                name,
                                seeded.between(1, 2),
                                seeded.between(0, 1),
                                seeded.between(0, 1),
                                seeded.between(0, 2)))
                .toArray(String[]::new);
        var options = new AccountImport.Options(
                seeded.oneOf(List.of(ImportMode.values())), seeded.chance(0.5), PasswordScheme.PLAIN, "20261124");
        return new AccountImport(store, test.domain(), options, Progress.NONE)
                .plan(text(test, lines))
                .change();
    }

    /// Message files anywhere in the store, what is in quarantine included.
    private static long messages(Path work) throws IOException {
        try (Stream<Path> paths = Files.walk(work)) {
            return paths.filter(path -> path.getFileName().toString().endsWith(".MSG"))
                    .count();
        }
    }
}
