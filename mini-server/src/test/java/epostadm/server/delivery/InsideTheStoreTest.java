package epostadm.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.testing.TestStore;
import epostadm.server.queue.Answer;
import epostadm.server.queue.DeliveryAgent;
import epostadm.server.queue.Outcome;
import epostadm.server.queue.QueueConfig;
import epostadm.server.queue.QueueEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the delivery agent and the mailboxes make of mail together.
class InsideTheStoreTest {

    private static final String SENDER = "suzuki@b.example";

    @TempDir
    private Path directory;

    private final List<String> outside = new CopyOnWriteArrayList<>();
    private DeliveryHouse house;
    private DeliveryAgent agent;

    @BeforeEach
    void open() throws IOException {
        house = new DeliveryHouse(directory, Edition.BSD);
    }

    @AfterEach
    void close() throws Exception {
        agent.stop(Duration.ofSeconds(10));
        house.close();
    }

    private void deliver(QueuedMessage message) throws IOException {
        agent = DeliveryAgent.start(new DeliveryAgent.House(
                house.spool,
                house.accounts,
                house.delivery,
                this::outside,
                QueueConfig.standard(DeliveryHouse.HOST),
                InstantSource.fixed(TestStore.NOW),
                QueueEvents.NONE));
        agent.arrived(message.id());
        await().untilAsserted(() -> assertThat(agent.size()).isZero());
    }

    private Map<Recipient, Outcome> outside(QueuedMessage message, String domain, List<Recipient> recipients) {
        Map<Recipient, Outcome> outcomes = new LinkedHashMap<>();
        for (Recipient recipient : recipients) {
            outside.add(message.id() + " " + recipient.address());
            outcomes.put(
                    recipient, new Outcome.Delivered(Answer.ours(250, "2.0.0", "ok"), Outcome.Reach.SILENT_SERVER));
        }
        return outcomes;
    }

    @Test
    void endsACircleOfForwardsWithOneMessageInAMailbox() throws IOException {
        house.store.file("ims.ctl", "[AutoForward]\nForwardTo=tanaka\n[Delivery]\nDiscard=1\n");
        house.store.account("tanaka").file("ims.ctl", "[AutoForward]\nForwardTo=sato\n[Delivery]\nDiscard=1\n");
        QueuedMessage message = house.put(SENDER, "Subject: x\r\n\r\nx\r\n");
        deliver(message);
        assertThat(house.arrivals("sato")).containsExactly(message.id() + "-T-T.MSG");
        assertThat(house.arrivals("tanaka")).isEmpty();
        assertThat(house.told).containsExactly("LOOP");
    }

    @Test
    void answersTheSenderAndNeverTheAnswer() throws IOException {
        house.store.file("autoreply.txt", "away");
        house.store.account("tanaka").file("autoreply.txt", "away too");
        QueuedMessage message = house.put("tanaka@a.example", "To: sato@a.example\r\n\r\nx\r\n");
        deliver(message);
        assertThat(house.arrivals("sato")).containsExactly(message.id() + ".MSG");
        assertThat(house.arrivals("tanaka")).containsExactly(message.id() + "-Y.MSG");
        assertThat(house.told).containsExactly("NULL_SENDER");
    }

    @Test
    void givesThePostmastersMailToTheAdministrator() throws IOException {
        house.store.account("admin");
        deliver(house.put(SENDER, "\r\nx\r\n", Recipient.of("postmaster@a.example")));
        assertThat(house.arrivals("admin")).hasSize(1);
    }

    @Test
    void prefersTheAdministratorWhoIsConfigured() throws IOException {
        house.store.account("admin").account("boss");
        deliver(house.put(SENDER, "\r\nx\r\n", Recipient.of("PostMaster@a.example")));
        assertThat(house.arrivals("boss")).hasSize(1);
        assertThat(house.arrivals("admin")).isEmpty();
    }

    @Test
    void leavesThePostmastersMailToAnAccountOfThatName() throws IOException {
        house.store.account("boss").account("postmaster");
        deliver(house.put(SENDER, "\r\nx\r\n", Recipient.of("postmaster@a.example")));
        assertThat(house.arrivals("postmaster")).hasSize(1);
    }

    @Test
    void sendsForwardsOutAfterTheMessageIsSettled() throws IOException {
        house.store.file("ims.ctl", "[AutoForward]\nForwardTo=x@far.example\n");
        QueuedMessage message = house.put(SENDER, "\r\nx\r\n");
        deliver(message);
        assertThat(outside).containsExactly(message.id() + "-T x@far.example");
        assertThat(house.arrivals("sato")).hasSize(1);
        assertThat(house.spool.incoming()).isEmpty();
    }
}
