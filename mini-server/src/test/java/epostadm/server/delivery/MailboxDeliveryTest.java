package epostadm.server.delivery;

import static epostadm.server.delivery.DeliveryHouse.SENDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.testing.TestStore;
import epostadm.server.queue.Branches;
import epostadm.server.queue.Outcome;
import epostadm.server.queue.TestBranches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxDeliveryTest {

    private static final String WIRE = "To: sato@a.example\r\nSubject: x\r\n\r\n..dot\r\n";
    private static final String FORWARD = "[AutoForward]\nForwardTo = a@c.example\n";

    @TempDir
    private Path directory;

    private DeliveryHouse house;

    @BeforeEach
    void open() throws IOException {
        house = new DeliveryHouse(directory, Edition.BSD);
    }

    @AfterEach
    void close() throws IOException {
        house.close();
    }

    @Test
    void deliversAndDoesNothingElseWithoutControlFiles() throws IOException {
        QueuedMessage message = house.put(SENDER, WIRE);
        assertThat(house.deliver(message)).isEqualTo(Outcome.intoMailbox());
        assertThat(house.arrivals("sato")).containsExactly(message.id() + ".MSG");
        assertThat(house.branches()).isEmpty();
        assertThat(house.told).isEmpty();
    }

    @Test
    void forwardsWithTheSendersNameAndAMarkAndKeepsACopy() throws IOException {
        house.store.file("ims.ctl", FORWARD);
        QueuedMessage message = house.put(
                SENDER,
                WIRE,
                new Recipient("sato@a.example", Optional.of("SUCCESS,FAILURE"), Optional.of("rfc822;info@a.example")));
        house.deliver(message);
        assertThat(house.arrivals("sato")).hasSize(1);
        assertThat(house.branches()).containsExactly(message.id() + "-T");
        assertThat(house.body(message.id() + "-T"))
                .isEqualTo("Return-Path: <" + SENDER + ">\r\nDelivered-To: sato@a.example\r\n" + WIRE + ".\r\n");
        QueuedMessage forwarded = house.queued(message.id() + "-T");
        assertThat(forwarded.envelope().reversePath()).isEqualTo(SENDER);
        assertThat(forwarded.envelope().recipients())
                .containsExactly(
                        new Recipient("a@c.example", Optional.of("FAILURE"), Optional.of("rfc822;info@a.example")));
    }

    @Test
    void forwardsToAListWithoutItself() throws IOException {
        house.store
                .file(
                        "ims.ctl",
                        "[AutoForward]\nForwardTo=file:C:\\mail\\inbox\\sato\\send.txt\n[Delivery]\nDiscard=1\n")
                .file("send.txt", "b@c.example\r\ntanaka\r\nSATO@a.example\r\nno address here\r\nx<y>@z\r\n");
        QueuedMessage message = house.put(SENDER, WIRE);
        house.deliver(message);
        assertThat(house.arrivals("sato")).isEmpty();
        assertThat(house.queued(message.id() + "-T").envelope().recipients())
                .extracting(Recipient::address)
                .containsExactly("b@c.example", "tanaka@a.example");
    }

    @ParameterizedTest
    @CsvSource({
        "postmaster@a.example, '', NOT_NEEDED, FROM_ADMINISTRATOR",
        "BOSS@a.example, '', NOT_NEEDED, FROM_ADMINISTRATOR",
        "suzuki@b.example, 'Delivered-To: SATO@a.example', NOT_NEEDED, LOOP",
        "suzuki@b.example, '', '*@abc.jp', NOT_PERMITTED",
        "'', '', '*@abc.jp', NOT_PERMITTED"
    })
    void keepsInsteadOfForwarding(String sender, String field, String permitted, Stay reason) throws IOException {
        house.store.file("ims.ctl", FORWARD + "[Delivery]\nDiscard = Yes\n");
        if (!permitted.equals("NOT_NEEDED")) {
            house.store.file("permitfrom.txt", permitted + "\n");
        }
        house.deliver(house.put(sender, field.isEmpty() ? WIRE : field + "\r\n" + WIRE));
        assertThat(house.arrivals("sato")).hasSize(1);
        assertThat(house.branches()).isEmpty();
        assertThat(house.told).containsExactly(reason.toString());
    }

    @Test
    void forwardsWhatIsPermitted() throws IOException {
        house.store.file("ims.ctl", FORWARD).file("permitfrom.txt", "*@B.example\n");
        house.deliver(house.put(SENDER, WIRE));
        assertThat(house.branches()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sato@a.example", "info@a.example", "file:missing.txt", "<>"})
    void keepsWhatHasNowhereToGo(String target) throws IOException {
        house.store
                .aliases("info@a.example sato@a.example")
                .file("ims.ctl", "[AutoForward]\nForwardTo=" + target + "\n[Delivery]\nDiscard=1\n");
        house.deliver(house.put(SENDER, WIRE));
        assertThat(house.arrivals("sato")).hasSize(1);
        assertThat(house.told).containsExactly("NO_TARGET");
    }

    @Test
    void keepsWhatADamagedFileSpeaksOf() throws IOException {
        house.store.file("ims.ctl", FORWARD.replace("a@c.example", "file:send.txt") + "[Delivery]\nDiscard=1\n");
        Files.createDirectory(house.store.path("inbox/a.example/sato/send.txt"));
        house.deliver(house.put(SENDER, WIRE));
        Files.delete(house.store.path("inbox/a.example/sato/ims.ctl"));
        Files.createSymbolicLink(house.store.path("inbox/a.example/sato/ims.ctl"), house.store.path("db"));
        house.deliver(house.put(SENDER, WIRE));
        assertThat(house.arrivals("sato")).hasSize(2);
        assertThat(house.told).containsExactly("trouble", "trouble");
    }

    @Test
    void passesOverControlFilesInUpperCaseOnBsd() throws IOException {
        house.store.file("IMS.CTL", FORWARD);
        house.deliver(house.put(SENDER, WIRE));
        assertThat(house.branches()).isEmpty();
        try (DeliveryHouse windows = new DeliveryHouse(directory.resolve("windows"), Edition.WINDOWS)) {
            windows.store.file("IMS.CTL", FORWARD);
            windows.deliver(windows.put(SENDER, WIRE));
            assertThat(windows.branches()).hasSize(1);
        }
    }

    @Test
    void namesFiltersOnceAndLeavesThemAlone() throws IOException {
        house.store.file("mail.dat", "?").file("usetime.dat", "?");
        house.deliver(house.put(SENDER, WIRE));
        house.deliver(house.put(SENDER, WIRE));
        assertThat(house.told).containsExactly("mail.dat", "usetime.dat");
        assertThat(house.store.read("inbox/a.example/sato/mail.dat")).isEqualTo("?");
    }

    @Test
    void namesTheServersFilter() throws IOException {
        TestStore store = TestStore.at(directory.resolve("filtered"), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .put("mail.dat", "?");
        house.close();
        house = new DeliveryHouse(store);
        assertThat(house.told).containsExactly("mail.dat");
    }

    @Test
    void makesNoMailboxForOneWhoHasLeftOrTakesNoMail() throws IOException {
        Account sato = house.store.find("sato");
        house.store.entry(entry -> entry.withState(AccountState.SUSPENDED_REFUSING_MAIL));
        QueuedMessage message = house.put(SENDER, WIRE);
        assertThat(house.deliver(message))
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        refused -> assertThat(refused.answer().status()).isEqualTo("5.2.1"));
        AccountEntry left = sato.entry().withName(new AccountName("gone"));
        Outcome outcome = house.delivery.deliver(
                message,
                Recipient.of("gone@a.example"),
                new Account(left, sato.domain(), Optional.empty()),
                TestBranches.of(house.spool, "mx", message));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        refused -> assertThat(refused.answer().status()).isEqualTo("5.1.1"));
        assertThat(house.store.names("inbox/a.example")).isEmpty();
    }

    /// Crashes before and after each message that comes of this one, and delivers again.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void addsNothingWhenItIsRepeatedAfterACrash(int survived) throws IOException {
        house.store.file("ims.ctl", FORWARD + "[AutoReply]\nRecordReplies=1\n").file("autoreply.txt", "away");
        QueuedMessage message = house.put(SENDER, WIRE);
        assertThatThrownBy(() ->
                        house.deliver(message, "sato", branches -> new Crashing(branches, new AtomicInteger(survived))))
                .isInstanceOf(Crash.class);
        house.deliver(message);
        assertThat(house.arrivals("sato")).containsExactly(message.id() + ".MSG");
        assertThat(house.branches()).containsExactly(message.id() + "-T", message.id() + "-Y");
        assertThat(house.store.read("inbox/a.example/sato/replied.txt")).isEqualTo(SENDER + "\n");
        house.deliver(message);
        assertThat(house.branches()).hasSize(2);
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /// Crashes when asked to go on for the given time: before and after each branch.
    private record Crashing(Branches branches, AtomicInteger left) implements Branches {

        private void step() {
            if (left.getAndDecrement() == 0) {
                throw new Crash();
            }
        }

        @Override
        public void forward(String reversePath, List<Recipient> recipients, EnvelopeExtras extras) throws IOException {
            step();
            branches.forward(reversePath, recipients, extras);
            step();
        }

        @Override
        public void reply(String reversePath, List<Recipient> recipients, Text text) throws IOException {
            step();
            branches.reply(reversePath, recipients, text);
            step();
        }

        @Override
        public Branches headed(String field) {
            return new Crashing(branches.headed(field), left);
        }
    }
}
