package epostadm.server.reception;

import static epostadm.server.reception.StoreServer.auth;
import static epostadm.server.reception.StoreServer.refusalIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.testing.TestStore;
import epostadm.server.smtp.session.ListenerKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreReceptionTest {

    private static final String SATO = auth("sato@a.example", "pass1234");
    private static final Optional<String> NOTHING = Optional.empty();

    @TempDir
    private Path directory;

    private TestStore store;

    @BeforeEach
    void makeStore() {
        store = TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("sato")
                .mailbox()
                .account("suzuki")
                .mailbox()
                .account("new")
                .domain("b.example")
                .account("tanaka")
                .mailbox();
    }

    /// What stands against a message, if anything.
    private Optional<String> refusal(ListenerKind kind, long sizeLimit, String auth, String from, String to)
            throws IOException {
        try (StoreServer server = new StoreServer(store, kind, sizeLimit)) {
            List<String> lines = new ArrayList<>();
            lines.add((kind == ListenerKind.LMTP ? "LHLO" : "EHLO") + " pc.example");
            if (!auth.isEmpty()) {
                lines.add(auth);
            }
            lines.add("MAIL FROM:<" + from + ">");
            lines.add("RCPT TO:<" + to + ">");
            Optional<String> refusal = refusalIn(server.say(lines.toArray(String[]::new)));
            assertThat(server.faults).isEmpty();
            return refusal;
        }
    }

    private Optional<String> outsider(String from, String to) throws IOException {
        return refusal(ListenerKind.SMTP, 0, "", from, to);
    }

    private Optional<String> sato(String from, String to) throws IOException {
        return refusal(ListenerKind.SUBMISSION, 0, SATO, from, to);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sato@a.example",
                "SATO@A.EXAMPLE",
                "new@a.example",
                "tanaka@b.example",
                "postmaster@b.example",
                "Postmaster",
                "\"sato\"@a.example"
            })
    void takesMailForWhoIsHere(String to) throws IOException {
        assertThat(outsider("x@c.example", to)).isEqualTo(NOTHING);
        assertThat(outsider("", to)).isEqualTo(NOTHING);
        assertThat(sato("sato@a.example", to)).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tanaka@a.example", "nobody@a.example", "sato+x@a.example", "\"sato.\"@a.example"})
    void knowsNobodyElse(String to) throws IOException {
        assertThat(outsider("x@c.example", to)).contains("550 5.1.1 <" + to + "> ... User unknown.");
        assertThat(sato("sato@a.example", to)).contains("550 5.1.1 <" + to + "> ... User unknown.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x@c.example",
                "sato@sub.a.example",
                "x%c.example@d.example",
                "sato@[127.0.0.1]",
                "postmaster@c.example"
            })
    void relaysForNobodyWithoutALogin(String to) throws IOException {
        for (String from : List.of("y@c.example", "", "sato@a.example")) {
            assertThat(outsider(from, to))
                    .contains("550 5.7.1 Sorry [" + to + "] , I don't allow unauthorized relaying .");
        }
        assertThat(sato("sato@a.example", to)).isEqualTo(NOTHING);
        assertThat(refusal(ListenerKind.SMTP, 0, SATO, "sato@a.example", to)).isEqualTo(NOTHING);
        assertThat(refusal(ListenerKind.LMTP, 0, "", "sato@a.example", to))
                .contains("550 5.7.1 Sorry [" + to + "] , I don't allow unauthorized relaying .");
    }

    @Test
    void lettingSomebodySubmitTakesALogin() throws IOException {
        assertThat(refusal(ListenerKind.SUBMISSION, 0, "", "sato@a.example", "sato@a.example"))
                .contains("530 5.7.0 Authentication required");
    }

    @Test
    void letsALoginSendInItsOwnNameAlone() throws IOException {
        store.aliases("info@a.example sato@a.example", "all@a.example info@a.example", "x@a.example suzuki@a.example");
        for (String own : List.of("sato@a.example", "Sato@A.example", "info@a.example", "all@a.example", "")) {
            assertThat(sato(own, "x@c.example")).isEqualTo(NOTHING);
        }
        for (String other :
                List.of("suzuki@a.example", "x@a.example", "sato@b.example", "nobody@a.example", "y@c.jp")) {
            assertThat(sato(other, "x@c.example")).contains("553 5.7.1 <" + other + "> ... Sender is not yours.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "info@a.example, ",
        "far@a.example, ",
        "anything@old.example, ",
        "sato@old.example, ",
        "round@a.example, 554 5.4.6 <round@a.example> ... Aliases go round in circles.",
        "gone@a.example, 550 5.1.1 <gone@a.example> ... User unknown.",
        "out-x@a.example, ",
        "x@old2.example, '550 5.7.1 Sorry [x@old2.example] , I don''t allow unauthorized relaying .'",
    })
    void followsAliases(String to, String refusal) throws IOException {
        store.aliases(
                "info@a.example sato@a.example",
                "far@a.example x@c.example",
                "sato@old.example *@a.example",
                "*@old.example sato@a.example",
                "round@a.example about@a.example",
                "about@a.example round@a.example",
                "gone@a.example nobody@a.example",
                "out-*@a.example *@c.example");
        if (to.startsWith("sato@old")) {
            store.aliases("*@old.example *@a.example");
        }
        assertThat(outsider("x@c.example", to)).isEqualTo(Optional.ofNullable(refusal));
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE, ", "SUSPENDED, ", "SUSPENDED_REFUSING_MAIL, 550 5.2.1 <t@b.example> ... Account is suspended."
    })
    void takesMailForTheSuspendedUnlessItIsToRefuse(AccountState state, String refusal) throws IOException {
        store.account("t").entry(entry -> entry.withState(state));
        assertThat(outsider("x@c.example", "t@b.example")).isEqualTo(Optional.ofNullable(refusal));
    }

    @Test
    void letsNoSuspendedAccountLogIn() throws IOException {
        store.domain("a.example")
                .account("sato")
                .entry((AccountEntry entry) -> entry.withState(AccountState.SUSPENDED));
        assertThat(sato("sato@a.example", "x@c.example")).contains("535 5.7.0 Authentication failed.");
    }

    @ParameterizedTest
    @CsvSource({
        "'127.0.0.1 true', , ",
        "'127.0.0.*', , ",
        "'127.0.0.0/8 true', , ",
        "'*.*.*.* true', RELAY, ",
        "'c.example true', RELAY, ",
        "'*', RELAY, ",
        "'127.0.0.1 default', RELAY, ",
        "'10.*.*.* true', RELAY, ",
        "'127.0.0.1 norelay', RELAY, RELAY",
        "'127.0.0.1 norelay,0', RELAY, RELAY",
        "'127.0.0.1 norelay,2', RELAY, ",
        "'127.0.0.1 only', RELAY, ",
        "'127.0.0.1 false', REFUSED, REFUSED",
        "'10.*.*.* only', REFUSED, REFUSED",
        "'127.0.0.1 nonsense', RELAY, ",
    })
    void obeysEffectDat(String line, String outsider, String login) throws IOException {
        store.put("effect.dat", line + "\r\n");
        assertThat(outsider("y@c.example", "x@d.example")).isEqualTo(answer(outsider, "y@c.example"));
        assertThat(sato("sato@a.example", "x@d.example")).isEqualTo(answer(login, "sato@a.example"));
    }

    private static Optional<String> answer(String kind, String from) {
        return Optional.ofNullable(kind)
                .map(known -> known.equals("RELAY")
                        ? "550 5.7.1 Sorry [x@d.example] , I don't allow unauthorized relaying ."
                        : "550 5.1.7 <" + from + "> ... Sender refused.");
    }

    @Test
    void refusesSendersThatEffectDatNames() throws IOException {
        store.put("effect.dat", "y@c.example default\r\nc.example false\r\n#<> default\r\n#blank false\r\n");
        assertThat(outsider("y@c.example", "sato@a.example")).isEqualTo(NOTHING);
        assertThat(outsider("", "sato@a.example")).isEqualTo(NOTHING);
        assertThat(outsider("z@c.example", "sato@a.example")).contains("550 5.1.7 <z@c.example> ... Sender refused.");
    }

    @Test
    void obeysTheEffectDatOfAMailbox() throws IOException {
        store.domain("a.example").account("suzuki").file("effect.dat", "*@c.example false\r\n127.0.0.1 false\r\n");
        assertThat(outsider("z@c.example", "suzuki@a.example")).contains("550 5.1.7 <z@c.example> ... Sender refused.");
        assertThat(outsider("z@d.example", "suzuki@a.example")).isEqualTo(NOTHING);
        assertThat(outsider("z@c.example", "sato@a.example")).isEqualTo(NOTHING);
        store.file("effect.dat", "a.example only\r\n");
        assertThat(outsider("z@d.example", "suzuki@a.example")).contains("550 5.1.7 <z@d.example> ... Sender refused.");
        assertThat(sato("sato@a.example", "suzuki@a.example")).isEqualTo(NOTHING);
    }

    @Test
    void obeysTheSenderDatOfWhoSends() throws IOException {
        store.domain("a.example").account("sato").file("sender.dat", "boss@c.example,0\r\n*@c.example,-1\r\n*,0\r\n");
        assertThat(sato("sato@a.example", "x@c.example")).contains("550 5.1.1 Please mail to a valid e-mail address.");
        assertThat(sato("sato@a.example", "boss@c.example")).isEqualTo(NOTHING);
        assertThat(sato("sato@a.example", "postmaster@a.example")).isEqualTo(NOTHING);
        store.file("sender.dat", "*@a.example\r\n");
        assertThat(sato("sato@a.example", "suzuki@a.example")).isEqualTo(NOTHING);
        assertThat(sato("sato@a.example", "tanaka@b.example"))
                .contains("550 5.1.1 Please mail to a valid e-mail address.");
        assertThat(outsider("sato@a.example", "tanaka@b.example"))
                .contains("550 5.1.1 Please mail to a valid e-mail address.");
        assertThat(outsider("suzuki@a.example", "tanaka@b.example")).isEqualTo(NOTHING);
    }

    @Test
    void refusesMailForAFullMailbox() throws IOException {
        String full = "450 4.2.2 Sorry. e-mail address box is full.";
        store.domain("a.example").account("suzuki").file("B0000000001.MSG", "x".repeat(600));
        Files.createDirectories(store.path("inbox/a.example/suzuki/inbox/old"));
        store.put("inbox/a.example/suzuki/inbox/old/0000000001-100000.MSG", "x".repeat(400));
        store.put("inbox/a.example/suzuki/note.txt", "x".repeat(4000));
        assertThat(outsider("x@c.example", "suzuki@a.example")).isEqualTo(NOTHING);
        store.sizeLimit(1001);
        assertThat(outsider("x@c.example", "suzuki@a.example")).isEqualTo(NOTHING);
        store.sizeLimit(1000);
        assertThat(outsider("x@c.example", "suzuki@a.example")).contains(full);
        assertThat(sato("sato@a.example", "suzuki@a.example")).contains(full);
        assertThat(outsider("", "suzuki@a.example")).as("bounces").isEqualTo(NOTHING);
        Files.delete(store.path("inbox/a.example/suzuki/size.ctl"));
        store.entry(_ ->
                store.find("sato").entry().withName(store.find("suzuki").entry().name()));
        assertThat(outsider("x@c.example", "suzuki@a.example")).isEqualTo(NOTHING);
        assertThat(refusal(ListenerKind.SMTP, 1000, "", "x@c.example", "suzuki@a.example"))
                .contains(full);
        assertThat(refusal(ListenerKind.LMTP, 1000, "", "x@c.example", "suzuki@a.example"))
                .contains(full);
        assertThat(refusal(ListenerKind.SMTP, 1000, "", "x@c.example", "sato@a.example"))
                .isEqualTo(NOTHING);
    }

    @Test
    void countsTheSizeThatIsDeclared() throws IOException {
        store.domain("a.example")
                .account("suzuki")
                .file("B0000000001.MSG", "x".repeat(600))
                .sizeLimit(1000);
        try (StoreServer server = new StoreServer(store, ListenerKind.SMTP, 0)) {
            assertThat(refusalIn(
                            server.say("EHLO pc", "MAIL FROM:<x@c.example> SIZE=400", "RCPT TO:<suzuki@a.example>")))
                    .isEmpty();
            assertThat(refusalIn(
                            server.say("EHLO pc", "MAIL FROM:<x@c.example> SIZE=401", "RCPT TO:<suzuki@a.example>")))
                    .contains("450 4.2.2 Sorry. e-mail address box is full.");
        }
    }

    @Test
    void measuresAMailboxAnewAfterSomeSeconds() throws IOException {
        store.domain("a.example").account("suzuki").sizeLimit(1000);
        try (StoreServer server = new StoreServer(store, ListenerKind.SMTP, 0)) {
            String[] dialogue = {"EHLO pc", "MAIL FROM:<x@c.example>", "RCPT TO:<suzuki@a.example>"};
            assertThat(refusalIn(server.say(dialogue))).isEmpty();
            store.file("B0000000001.MSG", "x".repeat(1000));
            server.clock.set(StoreServer.NOW.plusSeconds(4));
            assertThat(refusalIn(server.say(dialogue))).isEmpty();
            server.clock.set(StoreServer.NOW.plusSeconds(5));
            assertThat(refusalIn(server.say(dialogue))).contains("450 4.2.2 Sorry. e-mail address box is full.");
            Files.delete(store.path("inbox/a.example/suzuki/B0000000001.MSG"));
            server.clock.set(StoreServer.NOW);
            assertThat(refusalIn(server.say(dialogue)))
                    .as("a clock that was put back")
                    .isEmpty();
        }
    }

    /// Mail of those hours must not be returned to its senders.
    @ParameterizedTest
    @EnumSource(Layout.class)
    void asksToComeAgainWhileAnIndexIsPutAside(Layout layout) throws IOException {
        TestStore served = TestStore.at(directory.resolve("served"), Edition.WINDOWS, layout)
                .domain("a.example")
                .account("sato");
        Files.writeString(served.path("db/aliases.txt"), "info@c.example\tsato@a.example\n");
        try (StoreServer server = new StoreServer(served, ListenerKind.SMTP, 0)) {
            String[] dialogue = {"EHLO pc", "MAIL FROM:<x@c.example>", "RCPT TO:<sato@a.example>"};
            String[] unknown = {"EHLO pc", "MAIL FROM:<x@c.example>", "RCPT TO:<nobody@a.example>"};
            String[] alias = {"EHLO pc", "MAIL FROM:<x@c.example>", "RCPT TO:<info@c.example>"};
            assertThat(refusalIn(server.say(dialogue))).isEmpty();
            assertThat(refusalIn(server.say(unknown))).contains("550 5.1.1 <nobody@a.example> ... User unknown.");
            Files.move(served.path("db/a.example.idx"), served.path("db/~a.example.idx"));
            server.clock.set(StoreServer.NOW.plusSeconds(2));
            for (String[] said : List.of(dialogue, unknown, alias)) {
                assertThat(refusalIn(server.say(said)))
                        .contains("450 4.3.2 The domain is being worked on, try again later");
            }
            Files.move(served.path("db/~a.example.idx"), served.path("db/a.example.idx"));
            server.clock.set(StoreServer.NOW.plusSeconds(4));
            assertThat(refusalIn(server.say(dialogue))).isEmpty();
        }
    }

    @Test
    void seesWithinTwoSecondsWhatHasChanged() throws IOException {
        try (StoreServer server = new StoreServer(store, ListenerKind.SMTP, 0)) {
            String[] dialogue = {"EHLO pc", "MAIL FROM:<x@c.example>", "RCPT TO:<late@a.example>"};
            assertThat(refusalIn(server.say(dialogue))).contains("550 5.1.1 <late@a.example> ... User unknown.");
            store.domain("a.example").account("late");
            server.clock.set(StoreServer.NOW.plusSeconds(2));
            assertThat(refusalIn(server.say(dialogue))).isEmpty();
            store.put("effect.dat", "c.example false\n");
            server.clock.set(StoreServer.NOW.plusSeconds(4));
            assertThat(refusalIn(server.say(dialogue))).contains("550 5.1.7 <x@c.example> ... Sender refused.");
        }
    }

    @Test
    void putsIntoTheQueueWhatItTook() throws IOException {
        try (StoreServer server = new StoreServer(store, ListenerKind.SMTP, 0)) {
            List<String> replies = server.say(
                    "EHLO pc.example",
                    "MAIL FROM:<x@c.example>",
                    "RCPT TO:<sato@a.example>",
                    "RCPT TO:<nobody@a.example>",
                    "RCPT TO:<POSTMASTER>",
                    "DATA",
                    "Subject: 件名",
                    "",
                    "..dot",
                    "8-bit é",
                    ".");
            assertThat(server.queued).hasSize(1);
            QueuedMessage message = server.queued.getFirst();
            assertThat(replies.getLast()).isEqualTo("250 2.6.0 <" + message.id() + "@mx.example> Message accepted");
            assertThat(Files.readString(message.body(), StandardCharsets.UTF_8))
                    .isEqualTo("Return-Path: <x@c.example>\r\n"
                            + "Received: from pc.example ([127.0.0.1])\r\n"
                            + "\tby mx.example with ESMTP id <" + message.id()
                            + "@mx.example>; Tue, 24 Nov 2026 09:00:00 +0000\r\n"
                            + "Subject: 件名\r\n\r\n..dot\r\n8-bit é\r\n.\r\n");
            assertThat(Files.readString(message.envelopeFile()))
                    .isEqualTo("Message-ID: <" + message.id() + "@mx.example>\nReturn-path: x@c.example\n"
                            + "Recipient: sato@a.example\nRecipient: postmaster@a.example\n");
        }
        assertThat(store.names("temp")).isEmpty();
        assertThat(store.names("incoming")).hasSize(2);
    }

    @Test
    void asksToTryAgainWhereTheDiskIsFull() throws IOException {
        Configuration small = Configuration.unix().toBuilder()
                .setMaxSize(1 << 20)
                .setBlockSize(4096)
                .setMaxCacheSize(0)
                .build();
        try (TestStore memory = TestStore.store(Edition.BSD, Layout.PER_DOMAIN, small)
                        .domain("a.example")
                        .account("sato");
                StoreServer server = new StoreServer(memory, ListenerKind.SMTP, 0)) {
            String[] dialogue = {
                "EHLO pc", "MAIL FROM:<x@c.example>", "RCPT TO:<sato@a.example>", "DATA", "x".repeat(200_000), "."
            };
            Path fill = memory.path("fill");
            long room = Files.getFileStore(memory.work()).getUsableSpace();
            Files.write(fill, new byte[(int) room - 100_000]);
            assertThat(server.say(dialogue)).last().isEqualTo("452 4.3.1 Insufficient system storage");
            assertThat(server.queued).isEmpty();
            assertThat(memory.names("temp")).isEmpty();
            assertThat(memory.names("incoming")).isEmpty();
            Files.delete(fill);
            assertThat(server.say(dialogue).getLast()).startsWith("250 ");
            assertThat(server.queued).hasSize(1);
        }
    }

    @Test
    void answersLmtpRecipientByRecipient() throws IOException {
        try (StoreServer server = new StoreServer(store, ListenerKind.LMTP, 0)) {
            List<String> replies = server.say(
                    "LHLO mx0.example",
                    "MAIL FROM:<x@c.example>",
                    "RCPT TO:<sato@a.example>",
                    "RCPT TO:<nobody@a.example>",
                    "RCPT TO:<tanaka@b.example>",
                    "DATA",
                    "Subject: x",
                    "",
                    ".");
            assertThat(replies.get(4)).isEqualTo("550 5.1.1 <nobody@a.example> ... User unknown.");
            assertThat(replies.subList(7, replies.size())).hasSize(2).allMatch(reply -> reply.startsWith("250 2.6.0 "));
            assertThat(server.queued)
                    .singleElement()
                    .satisfies(message ->
                            assertThat(message.envelope().recipients()).hasSize(2));
        }
    }

    @Test
    void leavesNothingOfAMessageThatWasRefused() throws IOException {
        try (StoreServer server = new StoreServer(store, ListenerKind.SMTP, 0)) {
            server.say(
                    "EHLO pc",
                    "MAIL FROM:<x@c.example>",
                    "RCPT TO:<sato@a.example>",
                    "DATA",
                    "x".repeat(900),
                    ".x\r\ny\nz",
                    ".");
            assertThat(server.queued).isEmpty();
        }
        assertThat(store.names("temp")).isEmpty();
        assertThat(store.names("incoming")).isEmpty();
    }
}
