package epostadm.mailstore.change;

import static epostadm.mailstore.testing.TestStore.store;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.spool.Envelope;
import epostadm.mailstore.spool.QueueCheck;
import epostadm.mailstore.spool.QueueDomain;
import epostadm.mailstore.spool.QueueFinding;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueueView;
import epostadm.mailstore.spool.QueuedMessage.Place;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueEditsTest {

    private static final String WAITING = "B0000000001";
    private static final String INCOMING = "B0000000002";
    private static final String HELD = "B0000000003";
    private static final String DEAD = "B0000000004";

    private static TestStore queue(Edition edition) {
        return pair(
                        pair(
                                pair(
                                        store(edition).domain("a.example"),
                                        "holding/" + WAITING,
                                        "domains/d.example/" + WAITING),
                                "incoming/" + INCOMING,
                                "incoming/" + INCOMING),
                        ".epostadm/held/" + HELD,
                        ".epostadm/held/" + HELD)
                .put("domains/d.example/" + WAITING + ".epostadm", "#epostadm-envelope 1\nTries: 7\nEnvid: x\n")
                .put("domains/d.example/Domain.mri", "Last-tried: 5\nTry-number: 7\nErr-code: 60\n")
                .put("dead/" + DEAD + ".MSG", "Subject: x\r\n\r\n.\r\n");
    }

    private static TestStore pair(TestStore store, String body, String envelope) {
        return store.put(body + ".MSG", "Subject: x\r\n\r\n.\r\n")
                .put(envelope + ".RCP", "Return-path: a@b.example\nX-Unknown: kept\nRecipient: c@d.example\n");
    }

    private static QueueView.Item item(TestStore store, String id) throws IOException {
        return QueueView.of(store.work()).find(QueueId.parse(id).orElseThrow()).getFirst();
    }

    private static ChangePlan plan(TestStore store, String edit, String id) throws IOException {
        QueueEdits edits = new QueueEdits(store.open(), QueueView.of(store.work()), TestStore.NOW);
        QueueView.Item item = item(store, id);
        return switch (edit) {
            case "deliver" -> edits.deliverNow("queue-retry", List.of(item));
            case "hold" -> edits.hold(List.of(item));
            case "remove" -> edits.remove(List.of(item));
            case "bounce" -> edits.bounce(List.of(notice(item)));
            default ->
                edits.resurrect(item, QueueEdits.newEnvelope(item.id(), "mx", "a@b.example", List.of("c@d.example")));
        };
    }

    private static QueueEdits.Notice notice(QueueView.Item item) {
        QueueId id = item.id().branch(QueueId.Branch.ERROR);
        Envelope envelope = QueueEdits.newEnvelope(id, "mx", "", List.of("a@b.example"));
        return new QueueEdits.Notice(
                item, id, envelope, out -> out.write("Subject: no\r\n\r\n.dot\r\n".getBytes(US_ASCII)));
    }

    /// Where a message is after an edit; and undo brings back each byte.
    @ParameterizedTest
    @CsvSource({
        "deliver, B0000000001, Incoming",
        "deliver, B0000000003, Incoming",
        "hold, B0000000001, Held",
        "hold, B0000000002, Held",
        "remove, B0000000001,",
        "remove, B0000000002,",
        "remove, B0000000003,",
        "remove, B0000000004,",
        "bounce, B0000000001,",
        "bounce, B0000000002,",
        "resurrect, B0000000004, Incoming"
    })
    void movesAMessageAndTakesThatBack(String edit, String id, String place) throws IOException {
        for (Edition edition : Edition.values()) {
            try (TestStore store = queue(edition)) {
                StoreTree before = store.tree();
                String change = store.make(plan(store, edit, id));
                assertThat(QueueView.of(store.work()).find(QueueId.parse(id).orElseThrow()))
                        .extracting(item -> item.place().getClass().getSimpleName())
                        .isEqualTo(Optional.ofNullable(place).map(List::of).orElse(List.of()));
                assertThat(QueueCheck.check(store.work())).allMatch(QueueFinding.EmptyDomain.class::isInstance);
                store.undo(change);
                assertThat(store.tree()).isEqualTo(before);
            }
        }
    }

    @Test
    void beginsTheTriesOfWhatIsDeliveredAnew() throws IOException {
        try (TestStore store = queue(Edition.BSD)) {
            Envelope before = item(store, WAITING).envelope().orElseThrow();
            assertThat(before.extras().tries()).isEqualTo(7);
            store.make(plan(store, "deliver", WAITING));
            assertThat(item(store, WAITING).envelope())
                    .contains(before.withExtras(before.extras().renewed(TestStore.NOW)));
            assertThat(store.read("incoming/" + WAITING + ".RCP")).contains("X-Unknown: kept");
            assertThat(store.path("domains/d.example/Domain.mri")).doesNotExist();
        }
    }

    @Test
    void keepsTheTriesOfWhatIsHeld() throws IOException {
        try (TestStore store = queue(Edition.BSD)) {
            Optional<Envelope> before = item(store, WAITING).envelope();
            store.make(plan(store, "hold", WAITING));
            assertThat(item(store, WAITING).envelope()).isEqualTo(before);
        }
    }

    @Test
    void putsTheReportIntoTheQueueWholeAndDotStuffed() throws IOException {
        try (TestStore store = queue(Edition.WINDOWS)) {
            store.make(plan(store, "bounce", WAITING));
            QueueView.Item report = item(store, WAITING + "-E");
            assertThat(report.place()).isEqualTo(new Place.Incoming());
            assertThat(report.envelope().orElseThrow().nullSender()).isTrue();
            assertThat(store.read("incoming/" + WAITING + "-E.MSG"))
                    .isEqualTo("Return-Path: <>\r\nSubject: no\r\n\r\n..dot\r\n.\r\n");
        }
    }

    @Test
    void givesTheDeadTheEnvelopeThatWasMadeForThem() throws IOException {
        try (TestStore store = queue(Edition.BSD)) {
            store.make(plan(store, "resurrect", DEAD));
            assertThat(store.read("incoming/" + DEAD + ".RCP"))
                    .isEqualTo("Message-ID: <" + DEAD + "@mx>\nReturn-path: a@b.example\nRecipient: c@d.example\n");
            assertThat(item(store, DEAD).arrived()).isEqualTo(TestStore.NOW);
        }
    }

    /// One body for two domains; a second pair of the same id.
    private static TestStore severalPlaces() {
        return pair(queue(Edition.BSD), "dead/" + INCOMING, "dead/" + INCOMING)
                .put("domains/e.example/" + WAITING + ".RCP", "Return-path: a@b.example\nRecipient: f@e.example\n");
    }

    @ParameterizedTest
    @CsvSource({
        "deliver, B0000000001",
        "hold, B0000000001",
        "hold, B0000000002",
        "bounce, B0000000001",
        "bounce, B0000000002",
        "resurrect, B0000000002"
    })
    void movesNothingThatLiesInSeveralPlaces(String edit, String id) throws IOException {
        try (TestStore store = severalPlaces()) {
            assertThatThrownBy(() -> plan(store, edit, id))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e -> assertThat(e.refusal())
                                    .isInstanceOfSatisfying(
                                            Refusal.QueuedTwice.class,
                                            twice -> assertThat(twice.envelopes())
                                                    .hasSize(2)));
        }
    }

    @Test
    void takesAwayOneOfSeveralPlacesAndLeavesTheOtherWhole() throws IOException {
        try (TestStore store = severalPlaces()) {
            StoreTree before = store.tree();
            String change = store.make(plan(store, "remove", WAITING));
            assertThat(item(store, WAITING).place()).isEqualTo(new Place.Waiting(QueueDomain.of("e.example")));
            assertThat(item(store, WAITING).message()).isPresent();
            String next = store.make(plan(store, "deliver", WAITING));
            assertThat(item(store, WAITING).place()).isEqualTo(new Place.Incoming());
            assertThat(store.path("holding/" + WAITING + ".MSG")).doesNotExist();
            store.undo(next);
            store.undo(change);
            assertThat(store.tree()).isEqualTo(before);
        }
    }

    @Test
    void takesAwayAllPlacesWithTheirOneBody() throws IOException {
        try (TestStore store = severalPlaces()) {
            StoreTree before = store.tree();
            QueueView queue = QueueView.of(store.work());
            QueueId id = QueueId.parse(WAITING).orElseThrow();
            String change = store.make(new QueueEdits(store.open(), queue, TestStore.NOW).remove(queue.find(id)));
            assertThat(queue.find(id)).isEmpty();
            assertThat(store.path("holding/" + WAITING + ".MSG")).doesNotExist();
            store.undo(change);
            assertThat(store.tree()).isEqualTo(before);
        }
    }

    @Test
    void doesNotDeliverHalfAPair() throws IOException {
        try (TestStore store = queue(Edition.BSD).put("incoming/B0000000009.MSG", ".\r\n")) {
            QueueEdits edits = new QueueEdits(store.open(), QueueView.of(store.work()), TestStore.NOW);
            QueueView.Item half =
                    QueueView.of(store.work()).item(QueueId.parse("B0000000009").orElseThrow(), new Place.Incoming());
            assertThatThrownBy(() -> edits.deliverNow("queue-retry", List.of(half)))
                    .isInstanceOf(NoSuchElementException.class);
        }
    }

    /// A name that is taken there is not written over.
    @Test
    void overwritesNothing() throws IOException {
        try (TestStore store = queue(Edition.BSD).put("incoming/" + WAITING + ".MSG", "another\r\n.\r\n")) {
            StoreTree before = store.tree();
            assertThatThrownBy(() -> store.make(plan(store, "deliver", WAITING)))
                    .isInstanceOf(IOException.class);
            store.openChange().ifPresent(open -> {
                try {
                    store.undo(open.id());
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            assertThat(store.tree()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"incoming/B0000000009", "holding/B0000000009", ".epostadm/held/B0000000009"})
    void bringsBackABodyThatLostItsEnvelope(String body) throws IOException {
        try (TestStore store = queue(Edition.BSD).put(body + ".MSG", "Subject: alone\r\n\r\n.\r\n")) {
            StoreTree before = store.tree();
            QueueView view = QueueView.of(store.work());
            QueueId id = QueueId.parse("B0000000009").orElseThrow();
            assertThat(view.find(id)).isEmpty();
            QueueView.Item half = view.halves(id).getFirst();
            Envelope envelope = QueueEdits.newEnvelope(id, "mx.a.example", "a@b.example", List.of("c@d.example"));
            String change = store.make(new QueueEdits(store.open(), view, TestStore.NOW).resurrect(half, envelope));
            assertThat(item(store, "B0000000009").place()).isEqualTo(new Place.Incoming());
            assertThat(item(store, "B0000000009").envelope()).isPresent();
            assertThat(view.halves(id)).isEmpty();
            assertThat(QueueCheck.check(store.work())).isEmpty();
            store.undo(change);
            assertThat(store.tree()).isEqualTo(before);
        }
    }

    @Test
    void takesAwayAnEnvelopeThatLostItsBody() throws IOException {
        try (TestStore store = queue(Edition.BSD)
                .put("domains/d.example/B0000000009.RCP", "Return-path: a@b.example\nRecipient: c@d.example\n")) {
            StoreTree before = store.tree();
            QueueView view = QueueView.of(store.work());
            List<QueueView.Item> halves =
                    view.halves(QueueId.parse("B0000000009").orElseThrow());
            assertThat(halves).hasSize(1);
            String change = store.make(new QueueEdits(store.open(), view, TestStore.NOW).remove(halves));
            assertThat(QueueCheck.check(store.work())).isEmpty();
            store.undo(change);
            assertThat(store.tree()).isEqualTo(before);
        }
    }
}
