package epostadm.mailstore.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.refusal.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    @TempDir
    private Path work;

    @BeforeEach
    void makeStore() throws IOException {
        Files.createDirectories(work.resolve("inbox"));
    }

    private Spool open() throws IOException {
        return Spool.open(work, Edition.BSD, InstantSource.fixed(NOW), "test");
    }

    private static QueuedMessage put(Spool spool, String wire) throws IOException {
        try (IncomingMessage message = spool.receive("a@b.example")) {
            message.wire().write(wire.getBytes(StandardCharsets.US_ASCII));
            Recipient recipient =
                    new Recipient("c@d.example", Optional.of("FAILURE"), Optional.of("rfc822;x+2By@d.example"));
            return message.commit(Envelope.of(
                    message.id(),
                    "mx.example",
                    "a@b.example",
                    List.of(recipient, Recipient.of("e@f.example")),
                    EnvelopeExtras.NONE.withDsn(Optional.of("id+3D1"), Optional.of("HDRS"))));
        }
    }

    private static QueuedMessage ready(SpoolEntry entry) {
        assertThat(entry).isInstanceOf(SpoolEntry.Ready.class);
        return ((SpoolEntry.Ready) entry).message();
    }

    private String text(String name) throws IOException {
        return Files.readString(work.resolve(name), StandardCharsets.ISO_8859_1);
    }

    private long files(String directory) throws IOException {
        try (Stream<Path> files = Files.list(work.resolve(directory))) {
            return files.count();
        }
    }

    /// As the vendor's server or a move by hand may leave it.
    @Test
    void keepsTheBodyThatAnotherDomainsEnvelopeNeeds() throws IOException {
        try (Spool spool = open()) {
            QueuedMessage here = spool.hold(put(spool, "Subject: x\r\n\r\n"), QueueDomain.of("d.example"));
            QueueDomain other = QueueDomain.of("f.example");
            Path there = Files.createDirectories(work.resolve("domains/f.example"))
                    .resolve(here.envelopeFile().getFileName());
            Files.copy(here.envelopeFile(), there);
            spool.remove(here);
            assertThat(here.envelopeFile()).doesNotExist();
            QueuedMessage rest = ready(spool.waiting(other, here.id()));
            QueuedMessage released = spool.release(rest);
            assertThat(rest.body()).doesNotExist();
            assertThat(released.body()).exists();
        }
    }

    @Test
    void keepsAMessageOverARestart() throws IOException {
        QueuedMessage put;
        try (Spool spool = open()) {
            put = put(spool, "Subject: x\r\n\r\n..dot\r\n");
        }
        assertThat(text("incoming/" + put.id() + ".MSG"))
                .isEqualTo("Return-Path: <a@b.example>\r\nSubject: x\r\n\r\n..dot\r\n.\r\n");
        assertThat(text("incoming/" + put.id() + ".RCP"))
                .isEqualTo("Message-ID: <" + put.id()
                        + "@mx.example>\nReturn-path: a@b.example\nRecipient: c@d.example\nRecipient: e@f.example\n");
        assertThat(files("temp")).isZero();
        try (Spool spool = open()) {
            assertThat(spool.recovery().removed()).isEmpty();
            assertThat(spool.incoming()).containsExactly(put.id());
            QueuedMessage found = ready(spool.incoming(put.id()));
            assertThat(found).isEqualTo(put);
            assertThat(spool.text(found).readAllBytes()).asString().isEqualTo("Subject: x\r\n\r\n.dot\r\n");
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            spool.copyWire(found, wire);
            assertThat(wire.toString(StandardCharsets.US_ASCII)).isEqualTo("Subject: x\r\n\r\n..dot\r\n.\r\n");
        }
    }

    @Test
    void neverGivesAnIdTwice() throws IOException {
        QueueId first;
        try (Spool spool = open()) {
            first = spool.nextId();
            assertThat(first.number()).isEqualTo(NOW.getEpochSecond());
        }
        try (Spool spool = open()) {
            assertThat(spool.nextId()).isGreaterThan(first);
        }
        Files.delete(work.resolve(".epostadm/queue-id"));
        Files.writeString(work.resolve("dead/B8000000000-T.MSG"), "x");
        try (Spool spool = open()) {
            assertThat(spool.nextId()).hasToString("B8000000001");
        }
    }

    @Test
    void takesAMessageThroughHoldingAndBackAndOut() throws IOException {
        try (Spool spool = open()) {
            QueuedMessage put = put(spool, "\r\n");
            QueueDomain domain = QueueDomain.of("D.example");
            QueuedMessage held = spool.hold(put, domain);
            assertThat(files("incoming")).isZero();
            assertThat(spool.waiting(domain)).containsExactly(put.id());
            assertThat(spool.domains()).containsExactly(domain);
            assertThat(ready(spool.waiting(domain, put.id()))).isEqualTo(held);
            Envelope tried = held.envelope().withExtras(held.envelope().extras().afterTry(NOW, "450 later\r\nX: y"));
            QueuedMessage back = spool.release(spool.update(held, tried));
            assertThat(ready(spool.incoming(put.id()))).isEqualTo(back);
            assertThat(back.envelope().extras().tries()).isOne();
            assertThat(files("holding")).isZero();
            spool.remove(back);
            assertThat(files("incoming") + files("temp")).isZero();
        }
    }

    @Test
    void clearsAwayWhatWasNeverAcceptedAndNamesTheOtherHalves() throws IOException {
        QueuedMessage put;
        try (Spool spool = open()) {
            put = put(spool, "\r\n");
        }
        Files.writeString(work.resolve("incoming/B0000000001.MSG"), "x");
        Files.writeString(work.resolve("temp/B0000000001.RCP.part"), "x");
        Files.writeString(work.resolve("incoming/B0000000002.MSG"), "a vendor's");
        Files.writeString(work.resolve("incoming/B0000000003.RCP"), "Return-path: <>\n");
        Files.writeString(work.resolve("temp/vendor.tmp"), "x");
        Files.createLink(work.resolve("holding/" + put.id() + ".MSG"), put.body());
        try (Spool spool = open()) {
            assertThat(spool.recovery().removed()).hasSize(3);
            assertThat(spool.recovery().bodies()).extracting(Path::getFileName).hasToString("[B0000000002.MSG]");
            assertThat(spool.recovery().envelopes())
                    .extracting(Path::getFileName)
                    .hasToString("[B0000000003.RCP]");
            assertThat(spool.recovery().foreign()).hasSize(1);
            assertThat(spool.incoming()).containsExactly(put.id());
        }
    }

    @Test
    void readsAVendorsPairAndKeepsItsUnknownLines() throws IOException {
        try (Spool spool = open()) {
            Files.writeString(work.resolve("incoming/B0000000009.MSG"), "Subject: 1998\r\n\r\nx");
            Files.write(
                    work.resolve("incoming/B0000000009.RCP"),
                    "Message-ID: <B0000000009@d>\r\nX\0\u00ff: 1\r\nRETURN-PATH: <>\r\nRecipient: <c@d>\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            QueuedMessage found = ready(spool.incoming(spool.incoming().getFirst()));
            assertThat(found.envelope().nullSender()).isTrue();
            spool.update(found, found.envelope());
            assertThat(text("incoming/B0000000009.RCP"))
                    .isEqualTo("Message-ID: <B0000000009@d>\nReturn-path: <>\nRecipient: c@d\nX\0\u00ff: 1\r\n");
            spool.stampReturnPath(found);
            spool.stampReturnPath(found);
            assertThat(text("incoming/B0000000009.MSG")).isEqualTo("Return-Path: <>\r\nSubject: 1998\r\n\r\nx");
        }
    }

    @Test
    void leavesDamagedAndLinkedEnvelopesAlone() throws IOException {
        try (Spool spool = open()) {
            QueueId id = QueueId.parse("B0000000009").orElseThrow();
            Files.writeString(work.resolve("incoming/B0000000009.MSG"), "x");
            Files.writeString(work.resolve("incoming/B0000000009.RCP"), "Return-path: a@b\nRecipient: c\0@d\n");
            assertThat(spool.incoming(id)).isInstanceOf(SpoolEntry.Damaged.class);
            Files.delete(work.resolve("incoming/B0000000009.RCP"));
            assertThat(spool.incoming(id)).isEqualTo(new SpoolEntry.Gone(id));
            Path outside = Files.writeString(work.resolve("outside"), "Return-path: a@b\nRecipient: c@d\n");
            Files.createSymbolicLink(work.resolve("incoming/B0000000009.RCP"), outside);
            assertThat(spool.incoming(id)).isInstanceOf(SpoolEntry.Damaged.class);
        }
    }

    @Test
    void refusesASecondProcessAndALinkedDirectory() throws IOException {
        try (Spool spool = open()) {
            assertThat(spool.incoming()).isEmpty();
            assertThatThrownBy(this::open).isInstanceOf(RefusedException.class);
        }
        Files.delete(work.resolve("dead"));
        Files.createSymbolicLink(work.resolve("dead"), work.resolve("temp"));
        assertThatThrownBy(this::open).isInstanceOf(RefusedException.class);
    }

    @Test
    void keepsNothingOfAMessageThatWasGivenUp() throws IOException {
        try (Spool spool = open()) {
            try (IncomingMessage message = spool.receive("")) {
                message.text().write('x');
            }
            assertThat(files("temp") + files("incoming")).isZero();
        }
    }
}
