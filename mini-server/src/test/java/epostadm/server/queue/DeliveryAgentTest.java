package epostadm.server.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.spool.Envelope;
import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.IncomingMessage;
import epostadm.mailstore.spool.QueueDomain;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.spool.Spool;
import epostadm.mailstore.spool.SpoolEntry;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryAgentTest {

    private static final String SENDER = "suzuki@b.example";

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Map<String, Outcome> answers = new HashMap<>();
    private Path work;
    private TestStore store;
    private Spool spool;
    private Optional<DeliveryAgent> agent = Optional.empty();

    /// What local delivery does in this test.
    private LocalDelivery local = (message, recipient, account, _) -> {
        log.add("in " + message.id() + " " + recipient.address() + " -> "
                + account.entry().name());
        return Outcome.intoMailbox();
    };

    @BeforeEach
    void open() throws IOException {
        work = directory.resolve("mail");
        store = TestStore.at(work, Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("sato")
                .account("tanaka");
        Files.writeString(
                work.resolve("db/aliases.txt"), "info@a.example\tsato@a.example\nout@a.example\tx@far.example\n");
        spool = Spool.open(work, Edition.BSD, now::get, "test");
    }

    @AfterEach
    void close() throws Exception {
        stop();
        spool.close();
        store.close();
    }

    private void stop() throws Exception {
        if (agent.isPresent()) {
            agent.get().stop(Duration.ofSeconds(10));
            agent = Optional.empty();
        }
    }

    private Map<Recipient, Outcome> outside(QueuedMessage message, String domain, List<Recipient> recipients) {
        Map<Recipient, Outcome> outcomes = new LinkedHashMap<>();
        for (Recipient recipient : recipients) {
            log.add("out " + message.id() + " " + domain + " " + recipient.address());
            outcomes.put(
                    recipient,
                    answers.getOrDefault(
                            recipient.address(),
                            new Outcome.Delivered(Answer.ours(250, "2.0.0", "ok"), Outcome.Reach.SILENT_SERVER)));
        }
        return outcomes;
    }

    private DeliveryAgent start() throws IOException {
        AccountWatch accounts = new AccountWatch(MailStore.open(work), now::get, e -> log.add("trouble " + e));
        QueueEvents events = new QueueEvents() {
            @Override
            public void failed(QueuedMessage message, Recipient recipient, Answer answer) {
                log.add("fail " + recipient.address() + " " + answer.line());
            }

            @Override
            public void fault(QueueId id, Exception fault) {
                log.add("fault " + id + " " + fault);
            }
        };
        agent = Optional.of(DeliveryAgent.start(new DeliveryAgent.House(
                spool,
                accounts,
                (message, recipient, account, branches) -> local.deliver(message, recipient, account, branches),
                this::outside,
                QueueConfig.standard("mx.a.example"),
                now::get,
                events)));
        return agent.get();
    }

    private QueueId put(String from, EnvelopeExtras extras, Recipient... recipients) throws IOException {
        try (IncomingMessage message = spool.receive(from)) {
            message.wire().write("Subject: x\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII));
            message.commit(Envelope.of(message.id(), "mx.a.example", from, List.of(recipients), extras));
            return message.id();
        }
    }

    private QueueId put(String from, String... recipients) throws IOException {
        return put(
                from,
                EnvelopeExtras.NONE,
                Stream.of(recipients).map(Recipient::of).toArray(Recipient[]::new));
    }

    private void settled(DeliveryAgent running, int left) {
        await().untilAsserted(() -> assertThat(running.size()).isEqualTo(left));
    }

    private List<String> files(String place) throws IOException {
        if (!Files.exists(work.resolve(place))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(work.resolve(place))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Outcome silent() {
        return Outcome.deferred(Failure.NO_ANSWER, 451, "4.4.1", "no answer");
    }

    @Test
    void deliversToAccountsAndAliasesAtOnce() throws IOException {
        DeliveryAgent running = start();
        QueueId id = put(SENDER, "SATO@a.example", "info@a.example", "tanaka@A.EXAMPLE");
        running.arrived(id);
        settled(running, 0);
        assertThat(log)
                .containsExactly(
                        "in " + id + " SATO@a.example -> sato",
                        "in " + id + " info@a.example -> sato",
                        "in " + id + " tanaka@A.EXAMPLE -> tanaka");
        assertThat(files("incoming")).isEmpty();
    }

    @Test
    void splitsAMessageByDestination() throws IOException {
        DeliveryAgent running = start();
        QueueId id = put(SENDER, "sato@a.example", "x@b.test", "y@c.test", "z@b.test", "out@a.example");
        running.arrived(id);
        settled(running, 0);
        assertThat(log)
                .containsExactlyInAnyOrder(
                        "in " + id + " sato@a.example -> sato",
                        "out " + id + " b.test x@b.test",
                        "out " + id + " b.test z@b.test",
                        "out " + id + "-001 c.test y@c.test",
                        "out " + id + "-002 far.example x@far.example");
        assertThat(files("incoming")).isEmpty();
    }

    @Test
    void waitsAndTriesAgainByTheSchedule() throws IOException {
        answers.put("x@b.test", Outcome.deferred(Failure.DEFERRED, 450, "4.2.0", "later"));
        DeliveryAgent running = start();
        QueueId id = put(SENDER, "x@b.test", "y@b.test");
        running.arrived(id);
        await().untilAsserted(() -> assertThat(files("domains/b.test")).contains("Domain.mri", id + ".RCP"));
        await().untilAsserted(() ->
                assertThat(spool.waiting(QueueDomain.of("b.test"))).isNotEmpty());
        running.pass();
        assertThat(log).hasSize(2);
        answers.clear();
        now.set(now.get().plus(Duration.ofMinutes(2).plusSeconds(1)));
        await().untilAsserted(() -> {
            running.pass();
            assertThat(running.size()).isZero();
        });
        assertThat(log).hasSize(3).last().isEqualTo("out " + id + " b.test x@b.test");
        assertThat(files("holding")).isEmpty();
        assertThat(files("domains")).isEmpty();
    }

    @Test
    void leavesASilentDomainAloneUntilItsTime() throws Exception {
        answers.put("x@b.test", silent());
        DeliveryAgent running = start();
        running.arrived(put(SENDER, "x@b.test"));
        await().untilAsserted(() -> assertThat(files("domains/b.test")).contains("Domain.mri"));
        QueueId second = put(SENDER, "y@b.test");
        running.arrived(second);
        await().untilAsserted(() -> assertThat(files("domains/b.test")).contains(second + ".RCP"));
        assertThat(log).hasSize(1);
        stop();
        answers.clear();
        DeliveryAgent again = start();
        assertThat(again.size()).isEqualTo(2);
        assertThat(log).hasSize(1);
        now.set(now.get().plus(Duration.ofMinutes(3)));
        await().untilAsserted(() -> {
            again.pass();
            assertThat(again.size()).isZero();
        });
        assertThat(log).hasSize(3);
    }

    @Test
    void returnsToItsSenderWhatIsGivenUp() throws IOException {
        answers.put("x@b.test", Outcome.failed(556, "5.1.10", "No mail here"));
        DeliveryAgent running = start();
        QueueId id = put(
                "sato@a.example",
                EnvelopeExtras.NONE.withDsn(Optional.of("id+2B1"), Optional.of("HDRS")),
                new Recipient("x@b.test", Optional.empty(), Optional.of("rfc822;X+40b.test")),
                Recipient.of("y@b.test"));
        List<String> reports = new ArrayList<>();
        local = (message, recipient, account, _) -> {
            try (InputStream text = spool.text(message)) {
                reports.add(new String(text.readAllBytes(), StandardCharsets.UTF_8));
            }
            assertThat(message.envelope().nullSender()).isTrue();
            return Outcome.intoMailbox();
        };
        running.arrived(id);
        settled(running, 0);
        assertThat(log).contains("fail x@b.test 556 5.1.10 No mail here");
        assertThat(reports).hasSize(1);
        assertThat(reports.getFirst())
                .contains(
                        "From: Mail Delivery System <postmaster@a.example>\r\nTo: <sato@a.example>\r\n",
                        "Original-Envelope-Id: id+1\r\n",
                        "\r\n\r\nOriginal-Recipient: rfc822; X@b.test\r\nFinal-Recipient: rfc822; x@b.test\r\n"
                                + "Action: failed\r\nStatus: 5.1.10\r\n",
                        "Content-Type: text/rfc822-headers\r\n\r\nSubject: x\r\n\r\n--")
                .doesNotContain("y@b.test", "body\r\n");
    }

    @Test
    void buriesWhatCannotBeReturned() throws IOException {
        answers.put("x@b.test", Outcome.failed(556, "5.1.10", "No mail here"));
        DeliveryAgent running = start();
        QueueId id = put("", "x@b.test");
        running.arrived(id);
        settled(running, 0);
        assertThat(files("dead")).containsExactly(id + ".MSG", id + ".RCP");
    }

    @Test
    void givesUpAfterADayWithoutAnAnswerAndTellsNobodyWhoAskedNotTo() throws IOException {
        answers.put("x@b.test", silent());
        Instant yesterday = now.get().minus(Duration.ofHours(25));
        DeliveryAgent running = start();
        EnvelopeExtras old = EnvelopeExtras.NONE.afterTry(yesterday, "450 later");
        running.arrived(put("sato@a.example", old, new Recipient("x@b.test", Optional.of("NEVER"), Optional.empty())));
        settled(running, 0);
        assertThat(log).contains("fail x@b.test 451 4.4.1 no answer").hasSize(2);
        assertThat(files("incoming")).isEmpty();
        assertThat(files("dead")).isEmpty();
    }

    @Test
    void reportsSuccessAndDelayWhereThatIsAskedFor() throws IOException {
        answers.put("x@b.test", Outcome.deferred(Failure.DEFERRED, 450, "4.2.0", "later"));
        Instant before = now.get().minus(Duration.ofHours(5));
        List<String> actions = new CopyOnWriteArrayList<>();
        local = (message, _, _, _) -> {
            if (message.envelope().nullSender()) {
                try (InputStream text = spool.text(message)) {
                    new String(text.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.startsWith("Action"))
                            .forEach(actions::add);
                }
            }
            return Outcome.intoMailbox();
        };
        DeliveryAgent running = start();
        Optional<String> all = Optional.of("SUCCESS,DELAY,FAILURE");
        running.arrived(put(
                "sato@a.example",
                EnvelopeExtras.NONE.afterTry(before, "450 later"),
                new Recipient("x@b.test", all, Optional.empty()),
                new Recipient("y@b.test", all, Optional.empty()),
                new Recipient("tanaka@a.example", all, Optional.empty())));
        await().untilAsserted(() -> assertThat(actions)
                .containsExactlyInAnyOrder("Action: delivered", "Action: relayed", "Action: delayed"));
    }

    @Test
    void forwardsOnceThoughACrashComesBeforeTheRecipientIsStruck() throws Exception {
        local = (message, recipient, account, branches) -> {
            if (message.id().branches().isEmpty()) {
                branches.forward(SENDER, List.of(Recipient.of("x@b.test")), EnvelopeExtras.NONE);
            }
            return Outcome.intoMailbox();
        };
        QueueId id = put(SENDER, "sato@a.example");
        QueuedMessage message = ((SpoolEntry.Ready) spool.incoming(id)).message();
        new QueueBranches(spool, "mx.a.example", message)
                .forward(SENDER, List.of(Recipient.of("x@b.test")), EnvelopeExtras.NONE);
        assertThat(files("incoming")).hasSize(4);
        settled(start(), 0);
        assertThat(log).containsExactly("out " + id + "-T b.test x@b.test");
    }

    @Test
    void strikesAfterACrashWhoIsInAPartOrAReport() throws Exception {
        QueueId id = put("sato@a.example", "x@b.test", "y@c.test", "z@d.test");
        QueuedMessage message = ((SpoolEntry.Ready) spool.incoming(id)).message();
        QueueBranches branches = new QueueBranches(spool, "mx.a.example", message);
        branches.part(List.of(Recipient.of("y@c.test")), EnvelopeExtras.NONE);
        branches.report(
                "sato@a.example",
                EnvelopeExtras.NONE,
                out -> out.write(
                        "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; z@d.test\nAction: failed\n"
                                .getBytes(StandardCharsets.US_ASCII)));
        settled(start(), 0);
        assertThat(log)
                .containsExactlyInAnyOrder(
                        "out " + id + " b.test x@b.test",
                        "out " + id + "-001 c.test y@c.test",
                        "in " + id + "-E sato@a.example -> sato");
    }

    @Test
    void triesAgainWhatFailedForAFaultOfOurs() throws IOException {
        local = (_, _, _, _) -> {
            throw new IOException("disk");
        };
        DeliveryAgent running = start();
        QueueId id = put(SENDER, "sato@a.example");
        running.arrived(id);
        await().untilAsserted(() -> assertThat(files("domains/a.example")).contains(id + ".RCP"));
        assertThat(log).first().asString().startsWith("fault " + id);
        assertThat(running.size()).isOne();
    }

    private long count(String entry) {
        return log.stream().filter(entry::equals).count();
    }

    private void passUntilSettled(DeliveryAgent running) {
        await().untilAsserted(() -> {
            running.pass();
            assertThat(running.size()).isZero();
        });
    }

    /// A full disk that lets small files be made, but not this one.
    private Path obstacle(QueueId id) throws IOException {
        return Files.createDirectories(work.resolve("temp").resolve(id + ".RCP.part"))
                .resolve("x");
    }

    @Test
    void goesOnWithAMessageThatMetAnError() throws IOException {
        LocalDelivery usual = local;
        local = (_, _, _, _) -> {
            throw new StackOverflowError();
        };
        DeliveryAgent running = start();
        QueueId id = put(SENDER, "sato@a.example");
        running.arrived(id);
        await().untilAsserted(() -> assertThat(log).isNotEmpty());
        local = usual;
        now.set(now.get().plusSeconds(61));
        passUntilSettled(running);
        assertThat(log).last().isEqualTo("in " + id + " sato@a.example -> sato");
    }

    @Test
    void takesUpWhatWaitsAndWasNotKnown() throws IOException {
        DeliveryAgent running = start();
        QueueId id = put(SENDER, "x@b.test");
        spool.hold(((SpoolEntry.Ready) spool.incoming(id)).message(), QueueDomain.of("b.test"));
        now.set(now.get().plusSeconds(121));
        running.pass();
        passUntilSettled(running);
        assertThat(log).containsExactly("out " + id + " b.test x@b.test");
    }

    @Test
    void leavesWhatComesOfAMessageInWorkUntilThatIsSettled() throws IOException {
        AtomicReference<DeliveryAgent> running = new AtomicReference<>();
        local = (message, _, _, branches) -> {
            branches.forward(SENDER, List.of(Recipient.of("x@b.test")), EnvelopeExtras.NONE);
            now.set(now.get().plusSeconds(121));
            running.get().pass();
            log.add("known " + running.get().size());
            return Outcome.intoMailbox();
        };
        running.set(start());
        QueueId id = put(SENDER, "sato@a.example");
        running.get().arrived(id);
        settled(running.get(), 0);
        assertThat(log).containsExactly("known 1", "out " + id + "-T b.test x@b.test");
    }

    @Test
    void splitsAMessageOnceThoughTheDiskFailsInBetween() throws IOException {
        DeliveryAgent running = start();
        QueueId id = put(SENDER, "x@b.test", "y@c.test");
        Path obstacle = Files.createFile(obstacle(id));
        running.arrived(id);
        await().untilAsserted(() -> assertThat(log).anyMatch(line -> line.startsWith("fault " + id)));
        Files.delete(obstacle);
        now.set(now.get().plusSeconds(61));
        passUntilSettled(running);
        assertThat(log)
                .filteredOn(line -> line.startsWith("out "))
                .containsExactlyInAnyOrder("out " + id + " b.test x@b.test", "out " + id + "-001 c.test y@c.test");
        assertThat(files("incoming")).isEmpty();
    }

    @Test
    void givesAnotherServerNothingTwiceThoughTheDiskTakesNothingDown() throws IOException {
        answers.put("y@b.test", Outcome.deferred(Failure.DEFERRED, 450, "4.2.0", "later"));
        DeliveryAgent running = start();
        QueueId id = put(SENDER, "x@b.test", "y@b.test");
        Path obstacle = Files.createFile(obstacle(id));
        running.arrived(id);
        for (int faults = 1; faults <= 3; faults++) {
            int seen = faults;
            await().untilAsserted(() -> {
                running.pass();
                assertThat(log.stream().filter(line -> line.startsWith("fault ")))
                        .hasSizeGreaterThanOrEqualTo(seen);
            });
            now.set(now.get().plusSeconds(61));
        }
        Files.delete(obstacle);
        await().untilAsserted(() -> {
            running.pass();
            assertThat(files("domains/b.test")).contains(id + ".RCP");
        });
        assertThat(count("out " + id + " b.test x@b.test")).isOne();
        assertThat(spool.waiting(QueueDomain.of("b.test"), id))
                .isInstanceOfSatisfying(
                        SpoolEntry.Ready.class,
                        ready -> assertThat(ready.message().envelope().recipients())
                                .containsExactly(Recipient.of("y@b.test")));
    }

    @Test
    void returnsMailForAnUnknownUserBehindAnAliasAtOnce() throws IOException {
        Files.writeString(work.resolve("db/aliases.txt"), "old@a.example\tleft@a.example\n");
        DeliveryAgent running = start();
        running.arrived(put("sato@a.example", "old@a.example"));
        settled(running, 0);
        assertThat(log).contains("fail old@a.example 550 5.1.1 <left@a.example> User unknown.");
    }

    @Test
    void keepsMailWhileTheIndexOfItsDomainIsPutAside() throws IOException {
        DeliveryAgent running = start();
        running.arrived(put(SENDER, "sato@a.example"));
        settled(running, 0);
        Path index = work.resolve("db/a.example.idx");
        Files.move(index, work.resolve("db/~a.example.idx"));
        now.set(now.get().plusSeconds(2));
        QueueId id = put(SENDER, "tanaka@a.example");
        running.arrived(id);
        await().untilAsserted(() ->
                assertThat(spool.waiting(QueueDomain.of("a.example"))).containsExactly(id));
        Files.move(work.resolve("db/~a.example.idx"), index);
        now.set(now.get().plus(Duration.ofMinutes(3)));
        passUntilSettled(running);
        assertThat(log).noneMatch(line -> line.startsWith("fail")).contains("in " + id + " tanaka@a.example -> tanaka");
    }

    @Test
    void partsBeyondTheLastNumberGoOnBelowItAndKnowTheirMessage() throws IOException {
        QueueId id = put(SENDER, "x@b.test", "y@c.test");
        QueuedMessage message = ((SpoolEntry.Ready) spool.incoming(id)).message();
        for (int number = 1; number <= 999; number++) {
            Files.createFile(work.resolve("incoming/" + id.part(number) + ".MSG"));
        }
        QueuedMessage part = new QueueBranches(spool, "mx.a.example", message)
                .part(List.of(Recipient.of("y@c.test")), EnvelopeExtras.NONE);
        assertThat(part.id().text()).isEqualTo(id + "-999-001");
        assertThat(part.id().ancestors()).contains(id);
    }

    @Test
    void waitsNoLongerWhereTheClockIsPutBack() throws IOException {
        answers.put("x@b.test", silent());
        DeliveryAgent running = start();
        QueueId id = put(SENDER, "x@b.test");
        running.arrived(id);
        await().untilAsserted(() ->
                assertThat(spool.waiting(QueueDomain.of("b.test"))).isNotEmpty());
        running.pass();
        answers.clear();
        now.set(now.get().minus(Duration.ofDays(1)));
        passUntilSettled(running);
        assertThat(count("out " + id + " b.test x@b.test")).isEqualTo(2);
    }
}
