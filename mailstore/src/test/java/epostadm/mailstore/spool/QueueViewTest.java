package epostadm.mailstore.spool;

import static epostadm.mailstore.testing.TestStore.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.spool.QueuedMessage.Place;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueViewTest {

    private static final String TEXT = "Return-Path: <a@b.example>\r\nSubject: x\r\n\r\n..dot\r\n.\r\n";

    private static String envelope(String id) {
        return "Message-ID: <" + id + "@mx>\nReturn-path: a@b.example\nRecipient: c@d.example\n";
    }

    private static TestStore queue() {
        return store(Edition.BSD)
                .domain("a.example")
                .put("incoming/B0000000002.MSG", TEXT)
                .put("incoming/B0000000002.RCP", envelope("B0000000002"))
                .put("incoming/B0000000003.MSG", TEXT)
                .put("incoming/B0000000004.RCP", envelope("B0000000004"))
                .put("holding/B0000000005.MSG", TEXT)
                .put("domains/d.example/B0000000005.RCP", envelope("B0000000005"))
                .put("domains/d.example/Domain.mri", "Last-tried: 5\nTry-number: 3\nErr-code: 60\n")
                .put("domains/UPPER.example/B0000000005.RCP", envelope("B0000000005"))
                .put(".epostadm/held/B0000000006-T.MSG", TEXT)
                .put(".epostadm/held/B0000000006-T.RCP", envelope("B0000000006-T"))
                .put("dead/B0000000001.MSG", TEXT)
                .put("dead/B0000000007.MSG", TEXT)
                .put("dead/B0000000007.RCP", envelope("B0000000007"));
    }

    @Test
    void tellsEachMessageByPlaceAndIdAndChangesNothing() throws IOException {
        try (TestStore store = queue()) {
            StoreTree before = store.tree();
            List<String> told = new ArrayList<>();
            QueueView.of(store.work())
                    .each(item ->
                            told.add(item.id() + " " + item.place().getClass().getSimpleName() + " "
                                    + item.envelope().isPresent()));
            assertThat(told)
                    .containsExactly(
                            "B0000000002 Incoming true",
                            "B0000000005 Waiting true",
                            "B0000000006-T Held true",
                            "B0000000001 Dead false",
                            "B0000000007 Dead true");
            assertThat(store.tree()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "B0000000001, 1, true",
        "B0000000002, 1, true",
        "B0000000003, 0, true",
        "B0000000004, 0, true",
        "B0000000005, 1, true",
        "B0000000006, 0, false",
        "B0000000006-T, 1, true",
        "B0000000009, 0, false"
    })
    void findsWholePairsAndTheDead(String id, int places, boolean taken) throws IOException {
        try (TestStore store = queue()) {
            QueueView view = QueueView.of(store.work());
            QueueId asked = QueueId.parse(id).orElseThrow();
            assertThat(view.find(asked)).hasSize(places);
            assertThat(view.taken(asked)).isEqualTo(taken);
        }
    }

    @Test
    void findsAMessageInEachPlaceThatHasIt() throws IOException {
        try (TestStore store = queue().put("incoming/B0000000005.MSG", TEXT)
                .put("incoming/B0000000005.RCP", envelope("B0000000005"))) {
            QueueId id = QueueId.parse("B0000000005").orElseThrow();
            assertThat(QueueView.of(store.work()).find(id))
                    .extracting(QueueView.Item::place)
                    .containsExactly(new Place.Incoming(), new Place.Waiting(QueueDomain.of("d.example")));
        }
    }

    @Test
    void knowsTheLastTryAndTheText() throws IOException {
        try (TestStore store = queue()) {
            QueueView view = QueueView.of(store.work());
            QueueDomain domain = QueueDomain.of("d.example");
            assertThat(view.lastTry(domain)).contains(new DomainMri(domain, 5, 3, "60", List.of()));
            assertThat(view.lastTry(QueueDomain.BAD)).isEmpty();
            try (InputStream text = QueueView.text(store.path("incoming/B0000000002.MSG"))) {
                assertThat(new String(text.readAllBytes(), StandardCharsets.US_ASCII))
                        .isEqualTo("Subject: x\r\n\r\n.dot\r\n");
            }
        }
    }

    @Test
    void isEmptyWhereThereIsNoQueue() throws IOException {
        try (TestStore store = store(Edition.BSD).domain("a.example")) {
            QueueView.of(store.work()).each(item -> {
                throw new IOException(item.toString());
            });
            assertThat(store.path("incoming")).doesNotExist();
        }
    }

    @Test
    void keepsAServerOutWhileItIsLocked() throws IOException {
        try (TestStore store = queue()) {
            InstantSource clock = InstantSource.fixed(TestStore.NOW);
            try (Closeable _ = QueueView.of(store.work()).lock("test")) {
                assertThatThrownBy(() -> Spool.open(store.work(), Edition.BSD, clock, "server"))
                        .isInstanceOf(RefusedException.class);
            }
            try (Spool _ = Spool.open(store.work(), Edition.BSD, clock, "server")) {
                assertThatThrownBy(() -> QueueView.of(store.work()).lock("test"))
                        .isInstanceOf(RefusedException.class);
            }
        }
    }
}
