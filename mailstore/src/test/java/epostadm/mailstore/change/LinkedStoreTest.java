package epostadm.mailstore.change;

import static epostadm.mailstore.change.AccountTexts.text;
import static epostadm.mailstore.testing.TestMessage.uid;
import static epostadm.mailstore.testing.TestStore.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// No operation follows a symbolic link out of the store, nor puts anything behind one.
class LinkedStoreTest {

    private static final AccountName SATO = new AccountName("sato");

    enum Operation {
        ADD,
        IMPORT,
        UPDATE,
        PASSWORD,
        RENAME,
        REMOVE,
        RETIRE,
        RESET_BY_RENAME,
        RESET_BY_RENUMBERING;

        ChangePlan plan(TestStore store) throws IOException {
            AccountEdits edits = new AccountEdits(store.open(), store.domain());
            Retirement retirement = new Retirement(store.open(), store.domain(), TestStore.NOW, Progress.NONE);
            UidReset reset = new UidReset(store.open(), TestStore.NOW, Progress.NONE);
            return switch (this) {
                case ADD -> {
                    var entry = store.find("ueda").entry();
                    store.make(edits.remove(entry.name()));
                    Files.createSymbolicLink(store.path("inbox/a.example/ueda"), outside(store));
                    yield edits.add(entry, Optional.of("secret"), true);
                }
                case IMPORT -> imported(store, ImportMode.ADD, "kato secret - a.example - 1 1 1 1 1");
                case UPDATE -> imported(store, ImportMode.UPDATE, "sato secret - a.example - 1 1 1 1 1");
                case PASSWORD -> edits.password(SATO, "secret", PasswordScheme.PLAIN);
                case RENAME -> edits.rename(SATO, new AccountName("kato"));
                case REMOVE -> edits.remove(SATO);
                case RETIRE -> retirement.retire(List.of(SATO)).change();
                case RESET_BY_RENAME ->
                    reset.rename(store.find("sato"), FolderName.INBOX, Optional.empty())
                            .change();
                case RESET_BY_RENUMBERING ->
                    reset.renumber(store.find("sato"), FolderName.INBOX).change();
            };
        }

        private static ChangePlan imported(TestStore store, ImportMode mode, String line) throws IOException {
            var options = new AccountImport.Options(mode, true, PasswordScheme.PLAIN, "20261124");
            return new AccountImport(store.open(), store.domain(), options, Progress.NONE)
                    .plan(text(store, line))
                    .change();
        }
    }

    private static TestStore full() {
        return store(Edition.BSD)
                .domain("a.example")
                .account("sato")
                .apop("old")
                .mail("INBOX", uid(1))
                .account("ueda")
                .aliases("info@a.example sato@a.example");
    }

    private static Path outside(TestStore store) throws IOException {
        Path outside = store.work().resolveSibling("outside");
        Files.createDirectories(outside);
        return outside;
    }

    /// Moves the directory out of the store and puts a link in its place.
    private static void link(TestStore store, String name) throws IOException {
        Path moved = outside(store).resolve("moved");
        Files.move(store.path(name), moved);
        Files.createSymbolicLink(store.path(name), moved);
    }

    private static void refusedWithNothingDone(TestStore store, Operation operation) throws IOException {
        StoreTree outside = StoreTree.of(outside(store));
        StoreTree[] before = {store.tree()};
        assertThatThrownBy(() -> {
                    ChangePlan plan = operation.plan(store);
                    before[0] = store.tree();
                    store.make(plan);
                })
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal()).isInstanceOf(Refusal.LeadsOutOfStore.class));
        if (operation != Operation.ADD) {
            assertThat(store.tree()).isEqualTo(before[0]);
        }
        assertThat(StoreTree.of(outside(store))).isEqualTo(outside);
        assertThat(store.openChange()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"IMPORT"},
            mode = EnumSource.Mode.EXCLUDE)
    void refusesAMailboxRootThatIsALink(Operation operation) throws IOException {
        try (TestStore store = full()) {
            if (operation == Operation.IMPORT) {
                store.mailbox("kato");
                link(store, "inbox/a.example/kato");
            } else {
                link(store, "inbox/a.example/sato");
            }
            refusedWithNothingDone(store, operation);
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"ADD"},
            mode = EnumSource.Mode.EXCLUDE)
    void refusesADomainDirectoryThatIsALink(Operation operation) throws IOException {
        try (TestStore store = full()) {
            link(store, "inbox/a.example");
            refusedWithNothingDone(store, operation);
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"ADD", "RESET_BY_RENAME", "RESET_BY_RENUMBERING"},
            mode = EnumSource.Mode.EXCLUDE)
    void refusesToWriteTheIndexThroughALink(Operation operation) throws IOException {
        try (TestStore store = full()) {
            link(store, "db");
            refusedWithNothingDone(store, operation);
        }
    }

    @ParameterizedTest
    @CsvSource({"inbox", ".epostadm"})
    void refusesWhereTheWholeOfItLiesElsewhere(String name) throws IOException {
        try (TestStore store = full()) {
            link(store, name);
            refusedWithNothingDone(store, Operation.RETIRE);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UPDATE", "PASSWORD", "RENAME", "RETIRE", "REMOVE"})
    void neverWritesToWhatAControlFileOrTheIndexLinksTo(Operation operation) throws IOException {
        try (TestStore store = full()) {
            Path index = outside(store).resolve("index");
            Path secret = outside(store).resolve("secret");
            Files.move(store.path("db/a.example.idx"), index);
            Files.writeString(secret, "not yours");
            Files.createSymbolicLink(store.path("db/a.example.idx"), index);
            Files.delete(store.path("inbox/a.example/sato/apop.dat"));
            Files.createSymbolicLink(store.path("inbox/a.example/sato/apop.dat"), secret);
            StoreTree outside = StoreTree.of(outside(store));
            StoreTree before = store.tree();
            try {
                store.undo(store.make(operation.plan(store)));
            } catch (RefusedException e) {
                assertThat(e.refusal()).isInstanceOf(Refusal.LeadsOutOfStore.class);
            }
            assertThat(store.tree()).isEqualTo(before);
            assertThat(StoreTree.of(outside(store))).isEqualTo(outside);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_BY_RENAME", "RESET_BY_RENUMBERING"})
    void refusesALinkedFolder(Operation operation) throws IOException {
        try (TestStore store = full()) {
            link(store, "inbox/a.example/sato/inbox");
            StoreTree before = store.tree();
            assertThatThrownBy(() -> operation.plan(store))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e -> assertThat(e.refusal()).isInstanceOf(Refusal.LeadsOutOfStore.class));
            assertThat(store.tree()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"../../etc", "..", "a/b", "a\\b", "C:x", "/etc/passwd", "~sato", "con"})
    void takesNoPathForAnAccount(String name) throws IOException {
        try (TestStore store = full()) {
            assertThat(text(store, name + " secret - a.example - 1 1 1 1 1").accounts())
                    .isEmpty();
            store.put("db/a.example.idx", "#epost-idx 1 a.example\n" + name + "\t{PLAIN}x\t\t\t0\t0\t0\t1\t1\n");
            assertThatThrownBy(() -> store.open().accounts(store.domain()))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e -> assertThat(e.refusal()).isInstanceOf(Refusal.Unreadable.class));
        }
    }
}
