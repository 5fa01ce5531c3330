package epostadm.mailstore.change;

import static epostadm.mailstore.change.AccountTexts.text;
import static epostadm.mailstore.testing.TestMessage.uid;
import static epostadm.mailstore.testing.TestStore.store;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.journal.ChangeState;
import epostadm.mailstore.journal.ChangeSummary;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueueView;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.Kill;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever an administrator does to a store, a kill at any point of it leaves a change that can be brought to its
/// end or taken back.
class KilledOperationTest {

    private static final AccountName SATO = new AccountName("sato");

    /// What is killed.
    enum Operation {
        IMPORT {
            @Override
            ChangePlan plan(TestStore store) throws IOException {
                var options = new AccountImport.Options(ImportMode.REPLACE, true, PasswordScheme.PLAIN, "20261124");
                return new AccountImport(store.open(), store.domain(), options, Progress.NONE)
                        .plan(text(
                                store,
                                "sato new - a.example - 1 1 7 1 1",
                                "abe pass1234 - a.example - 1 0 0 1 1",
                                "kato pass1234 - a.example - 0 0 0 1 1"))
                        .change();
            }
        },
        RETIRE {
            @Override
            ChangePlan plan(TestStore store) throws IOException {
                return new Retirement(store.open(), store.domain(), TestStore.NOW, Progress.NONE)
                        .retire(List.of(SATO, new AccountName("ueda")))
                        .change();
            }
        },
        RENAME_ACCOUNT {
            @Override
            ChangePlan plan(TestStore store) throws IOException {
                return new AccountEdits(store.open(), store.domain()).rename(SATO, new AccountName("Sato"));
            }
        },
        RESET_BY_RENAME {
            @Override
            ChangePlan plan(TestStore store) throws IOException {
                return reset(store)
                        .rename(store.find("sato"), FolderName.INBOX, Optional.of(FolderName.of("old", "2026")))
                        .change();
            }
        },
        RESET_BY_RENUMBERING {
            @Override
            ChangePlan plan(TestStore store) throws IOException {
                return reset(store)
                        .renumber(store.find("sato"), FolderName.INBOX)
                        .change();
            }
        },
        DELIVER_NOW {
            @Override
            ChangePlan plan(TestStore store) throws IOException {
                return edits(store)
                        .deliverNow("queue-retry", List.of(queued(store, "B0000000011"), queued(store, "B0000000012")));
            }
        },
        HOLD {
            @Override
            ChangePlan plan(TestStore store) throws IOException {
                return edits(store).hold(List.of(queued(store, "B0000000010"), queued(store, "B0000000011")));
            }
        },
        REMOVE_FROM_QUEUE {
            @Override
            ChangePlan plan(TestStore store) throws IOException {
                return edits(store).remove(List.of(queued(store, "B0000000011"), queued(store, "B0000000013")));
            }
        },
        BOUNCE {
            @Override
            ChangePlan plan(TestStore store) throws IOException {
                QueueId id = QueueId.parse("B0000000011-E").orElseThrow();
                return edits(store)
                        .bounce(List.of(new QueueEdits.Notice(
                                queued(store, "B0000000011"),
                                id,
                                QueueEdits.newEnvelope(id, "mx.example", "", List.of("a@b.example")),
                                out -> out.write("Subject: no\r\n\r\n.\r\n".getBytes(US_ASCII)))));
            }
        },
        RESURRECT {
            @Override
            ChangePlan plan(TestStore store) throws IOException {
                QueueView.Item dead = queued(store, "B0000000013");
                return edits(store)
                        .resurrect(
                                dead,
                                QueueEdits.newEnvelope(dead.id(), "mx.example", "a@b.example", List.of("c@d.example")));
            }
        };

        private static QueueEdits edits(TestStore store) throws IOException {
            return new QueueEdits(store.open(), QueueView.of(store.work()), TestStore.NOW);
        }

        private static QueueView.Item queued(TestStore store, String id) throws IOException {
            return QueueView.of(store.work())
                    .find(QueueId.parse(id).orElseThrow())
                    .getFirst();
        }

        abstract ChangePlan plan(TestStore store) throws IOException;

        private static UidReset reset(TestStore store) {
            return new UidReset(store.open(), TestStore.NOW, Progress.NONE);
        }
    }

    private static TestStore fresh() {
        TestStore store = store(Edition.BSD)
                .domain("a.example")
                .aliases("info@a.example sato@a.example")
                .account("sato")
                .apop("old")
                .sizeLimit(9)
                .arrival("B0000000001")
                .mail("INBOX", uid(1), uid(3).flags("100000"), uid(4_294_967_295L))
                .folderFile("rid", "")
                .folderFile("0000000002-000010.$SG", "left over")
                .mail("INBOX/sub", uid(5))
                .mail("下書き", uid(2))
                .account("ueda")
                .apop("secret")
                .put("incoming/B0000000010.MSG", "Subject: 10\r\n\r\n.\r\n")
                .put("incoming/B0000000010.RCP", "Return-path: a@b.example\nRecipient: c@d.example\n")
                .put("holding/B0000000011.MSG", "Subject: 11\r\n\r\n.\r\n")
                .put("domains/d.example/B0000000011.RCP", "Return-path: a@b.example\nRecipient: c@d.example\n")
                .put("domains/d.example/B0000000011.epostadm", "#epostadm-envelope 1\nTries: 2\n")
                .put("domains/d.example/Domain.mri", "Last-tried: 1\nTry-number: 2\nErr-code: 60\n")
                .put("holding/B0000000012.MSG", "Subject: 12\r\n\r\n.\r\n")
                .put("domains/d.example/B0000000012.RCP", "Return-path: a@b.example\nRecipient: e@d.example\n")
                .put("dead/B0000000013.MSG", "Subject: 13\r\n\r\n.\r\n");
        for (String body :
                List.of("incoming/B0000000010", "holding/B0000000011", "holding/B0000000012", "dead/B0000000013")) {
            arrivedNow(store.path(body + ".MSG"));
        }
        return store;
    }

    private static void arrivedNow(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(TestStore.NOW));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The change that was cut short when it reported for the n-th time; nothing where it came to its end before.
    private static Optional<ChangeSummary> killed(TestStore store, Operation operation, int call) throws IOException {
        ChangePlan plan = operation.plan(store);
        Kill kill = Kill.at(call);
        return kill.kills(() -> store.changes(kill).execute(plan)) ? store.openChange() : Optional.empty();
    }

    /// All but a new message, which has the time when it was made; that it is whole, its envelope says.
    private static StoreTree made(TestStore store) {
        return store.tree().without(name -> name.endsWith("-E.MSG"));
    }

    private static StoreTree unkilled(Operation operation) throws IOException {
        try (TestStore store = fresh()) {
            store.make(operation.plan(store));
            return made(store);
        }
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void isBroughtToItsEnd(Operation operation) throws IOException {
        StoreTree expected = unkilled(operation);
        int kills = 0;
        for (int call = 1; ; call++) {
            try (TestStore store = fresh()) {
                StoreTree before = store.tree();
                ChangePlan another = operation.plan(store);
                Optional<ChangeSummary> change = killed(store, operation, call);
                if (change.isEmpty()) {
                    assertThat(made(store)).isEqualTo(expected);
                    break;
                }
                kills++;
                if (change.get().state() == ChangeState.PREPARING) {
                    assertThat(store.tree()).isEqualTo(before);
                    store.make(operation.plan(store));
                } else {
                    assertThatThrownBy(() -> store.make(another))
                            .as("another change before this one is finished")
                            .isInstanceOf(IOException.class);
                    store.changes(Progress.NONE).resume(change.get().id());
                }
                assertThat(made(store)).as("killed at call %d", call).isEqualTo(expected);
                assertThat(store.openChange()).isEmpty();
            }
        }
        assertThat(kills).isGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void isTakenBack(Operation operation) throws IOException {
        for (int call = 1; ; call++) {
            try (TestStore store = fresh()) {
                StoreTree before = store.tree();
                Optional<ChangeSummary> change = killed(store, operation, call);
                if (change.isEmpty()) {
                    break;
                }
                store.undo(change.get().id());
                assertThat(store.tree()).as("killed at call %d", call).isEqualTo(before);
                assertThat(store.openChange()).isEmpty();
            }
        }
    }

    /// Killed once while it was made and once more while it was taken back or brought to its end.
    @ParameterizedTest
    @EnumSource(Operation.class)
    void survivesASecondKill(Operation operation) throws IOException {
        StoreTree expected = unkilled(operation);
        for (int call = 3; ; call += 3) {
            for (int second = 1; second < 30; second += 2) {
                try (TestStore store = fresh()) {
                    StoreTree before = store.tree();
                    Optional<ChangeSummary> change = killed(store, operation, call);
                    if (change.isEmpty()) {
                        return;
                    }
                    if (change.get().state() != ChangeState.APPLYING) {
                        break;
                    }
                    String id = change.get().id();
                    Kill again = Kill.at(second);
                    if (again.kills(() -> store.changes(again).undo(id)) && isOpen(store)) {
                        store.undo(id);
                    }
                    assertThat(store.tree())
                            .as("killed at call %d, then at %d of undo", call, second)
                            .isEqualTo(before);
                }
                try (TestStore store = fresh()) {
                    String id = killed(store, operation, call).orElseThrow().id();
                    Kill again = Kill.at(second);
                    if (again.kills(() -> store.changes(again).resume(id)) && isOpen(store)) {
                        store.changes(Progress.NONE).resume(id);
                    }
                    assertThat(made(store))
                            .as("killed at call %d, then at %d of resume", call, second)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static boolean isOpen(TestStore store) {
        return store.openChange().isPresent();
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void refusesToBeTakenBackTwice(Operation operation) throws IOException {
        try (TestStore store = fresh()) {
            StoreTree before = store.tree();
            String change = store.make(operation.plan(store));
            store.undo(change);
            assertThatThrownBy(() -> store.undo(change))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e -> assertThat(e.refusal()).isInstanceOf(Refusal.ChangeNotOpen.class));
            assertThat(store.tree()).isEqualTo(before);
        }
    }
}
