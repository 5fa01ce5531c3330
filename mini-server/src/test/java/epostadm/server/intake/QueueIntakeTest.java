package epostadm.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.spool.Spool;
import epostadm.mailstore.store.StorageFullException;
import epostadm.server.smtp.ForwardPath;
import epostadm.server.smtp.MailParameters;
import epostadm.server.smtp.RcptParameters;
import epostadm.server.smtp.ReversePath;
import epostadm.server.smtp.SmtpAddress;
import epostadm.server.smtp.session.Client;
import epostadm.server.smtp.session.Envelope;
import epostadm.server.smtp.session.ListenerKind;
import epostadm.server.smtp.session.MessageSink;
import epostadm.server.wire.FileWork;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueIntakeTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final ReversePath NOBODY = new ReversePath.Nobody();

    @TempDir
    private Path directory;

    private final List<QueuedMessage> arrived = new CopyOnWriteArrayList<>();

    private QueueIntake intake(Spool spool, FileWork files) {
        return new QueueIntake(spool, files, new QueueEnvelopes("mx.example", () -> "b.example"), arrived::add);
    }

    private static Spool spool(Path work) throws IOException {
        Files.createDirectories(work.resolve("inbox"));
        return Spool.open(work, Edition.BSD, InstantSource.fixed(NOW), "test");
    }

    private static Envelope envelope(ReversePath from, MailParameters parameters, List<Envelope.Recipient> recipients) {
        Client client =
                new Client(ListenerKind.SMTP, InetAddress.getLoopbackAddress(), false, "pc.example", Optional.empty());
        return new Envelope(client, from, parameters, recipients);
    }

    private static Envelope.Recipient to(String address) {
        return new Envelope.Recipient(
                new ForwardPath.Recipient(SmtpAddress.parse(address).orElseThrow()), RcptParameters.NONE);
    }

    private static Envelope envelope() {
        return envelope(NOBODY, MailParameters.NONE, List.of(to("a@b.example")));
    }

    private static void write(MessageSink sink, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        sink.write(bytes, 0, bytes.length);
    }

    private static long files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4000, 65_533, 65_534, 65_535, 65_536, 65_537, 300_000})
    void keepsEveryByteOfAMessageOfAnyLength(int length) throws IOException {
        String body = "x".repeat(length) + "\r\n";
        try (FileWork files = new FileWork();
                Spool spool = spool(directory)) {
            for (int block : new int[] {1, 7, 16_384, 1 << 20}) {
                MessageSink sink = intake(spool, files).open(envelope());
                byte[] wire = (body + ".\r\n").getBytes(StandardCharsets.US_ASCII);
                for (int at = 0; at < wire.length; at += block) {
                    sink.write(wire, at, Math.min(block, wire.length - at));
                }
                sink.commit();
                QueuedMessage message = arrived.getLast();
                assertThat(message.id()).hasToString(sink.id());
                assertThat(Files.readString(message.body())).isEqualTo("Return-Path: <>\r\n" + body + ".\r\n");
            }
        }
        assertThat(files(directory.resolve("temp"))).isZero();
    }

    @Test
    void keepsAllThatTheEnvelopeSays() throws IOException {
        MailParameters parameters = new MailParameters(
                OptionalLong.of(9),
                Optional.of(MailParameters.Body.EIGHT_BIT_MIME),
                true,
                Optional.empty(),
                Optional.of(MailParameters.Ret.HDRS),
                Optional.of("id+3D1"));
        Envelope envelope = envelope(
                new ReversePath.Sender(SmtpAddress.parse("s@c.example").orElseThrow()),
                parameters,
                List.of(
                        new Envelope.Recipient(
                                new ForwardPath.Recipient(
                                        SmtpAddress.parse("\"a b\"@b.example").orElseThrow()),
                                new RcptParameters(
                                        Set.of(RcptParameters.Notify.DELAY, RcptParameters.Notify.FAILURE),
                                        Optional.of("rfc822;x+2By@d.example"))),
                        to("A@b.example"),
                        to("A@B.example"),
                        new Envelope.Recipient(new ForwardPath.Postmaster(), RcptParameters.NONE)));
        try (FileWork files = new FileWork();
                Spool spool = spool(directory)) {
            MessageSink sink = intake(spool, files).open(envelope);
            write(sink, "\r\n.\r\n");
            sink.commit();
        }
        epostadm.mailstore.spool.Envelope kept = arrived.getFirst().envelope();
        assertThat(kept.messageId()).matches("B\\d{10}@mx\\.example");
        assertThat(kept.reversePath()).isEqualTo("s@c.example");
        assertThat(kept.recipients())
                .containsExactly(
                        new Recipient(
                                "\"a b\"@b.example",
                                Optional.of("FAILURE,DELAY"),
                                Optional.of("rfc822;x+2By@d.example")),
                        Recipient.of("A@b.example"),
                        Recipient.of("postmaster@b.example"));
        assertThat(kept.extras())
                .isEqualTo(new EnvelopeExtras(
                        Optional.empty(),
                        Optional.of("id+3D1"),
                        Optional.of("HDRS"),
                        Optional.of("8BITMIME"),
                        true,
                        0,
                        false,
                        Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 200_000})
    void leavesNothingOfAMessageThatWasGivenUp(int length) throws IOException {
        try (FileWork files = new FileWork();
                Spool spool = spool(directory)) {
            MessageSink sink = intake(spool, files).open(envelope());
            write(sink, "x".repeat(length));
            sink.abort();
            assertThat(files(directory.resolve("temp"))).isZero();
            assertThat(files(directory.resolve("incoming"))).isZero();
        }
        assertThat(arrived).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {60_000, 900_000})
    void saysThatTheDiskIsFullAndLeavesNothing(int length) throws IOException {
        Configuration small = Configuration.unix().toBuilder()
                .setMaxSize(512 << 10)
                .setBlockSize(4096)
                .setMaxCacheSize(0)
                .build();
        try (FileSystem memory = Jimfs.newFileSystem(small);
                FileWork files = new FileWork();
                Spool spool = spool(memory.getPath("/mail"))) {
            Path fill = memory.getPath("/fill");
            Files.write(fill, new byte[(int) spool.room() - (48 << 10)]);
            MessageSink sink = intake(spool, files).open(envelope());
            assertThatThrownBy(() -> {
                        write(sink, "x".repeat(length) + "\r\n.\r\n");
                        sink.commit();
                    })
                    .isInstanceOf(StorageFullException.class);
            sink.abort();
            assertThat(files(memory.getPath("/mail/temp"))).isZero();
            assertThat(files(memory.getPath("/mail/incoming"))).isZero();
            Files.delete(fill);
            MessageSink next = intake(spool, files).open(envelope());
            write(next, "x\r\n.\r\n");
            next.commit();
            assertThat(spool.incoming()).hasSize(1);
        }
    }

    /// One after the other each waits for the disk alone; together they share the waiting.
    @Test
    void takesManyAtATime() throws Exception {
        try (FileWork files = new FileWork();
                Spool spool = spool(directory)) {
            QueueIntake intake = intake(spool, files);
            List<Thread> sessions = IntStream.range(0, 40)
                    .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                        try {
                            MessageSink sink = intake.open(envelope());
                            write(sink, "Subject: x\r\n\r\nx\r\n.\r\n");
                            sink.commit();
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    }))
                    .toList();
            for (Thread session : sessions) {
                session.join();
            }
            assertThat(spool.incoming())
                    .hasSize(40)
                    .containsExactlyInAnyOrderElementsOf(
                            arrived.stream().map(QueuedMessage::id).toList());
        }
    }
}
