package epostadm.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.log.LogName;
import epostadm.mailstore.spool.Envelope;
import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.server.queue.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueWatchTest {

    private static final QueueId ID = QueueId.parse("B0000319576-T").orElseThrow();
    private static final Recipient TO = Recipient.of("c@d.jp");

    @TempDir
    private Path work;

    private Kept kept;
    private QueueWatch watch;

    @BeforeEach
    void open() {
        kept = new Kept(work);
        watch = new QueueWatch(kept.logs, kept.metrics, Kept.CLOCK);
    }

    @AfterEach
    void close() {
        kept.close();
    }

    private static QueuedMessage message() {
        EnvelopeExtras extras =
                EnvelopeExtras.NONE.afterTry(Kept.CLOCK.instant().minusSeconds(2), "");
        return new QueuedMessage(
                ID,
                new QueuedMessage.Place.Incoming(),
                Path.of("B0000319576-T.MSG"),
                Path.of("B0000319576-T.RCP"),
                Envelope.of(ID, "mail.example.jp", "a@b.jp", List.of(TO), extras));
    }

    @Test
    void outlogSaysWhoTookIt() throws IOException {
        watch.deliveredOutside(message(), TO, new Answer(Optional.of("mx.d.jp"), 250, "2.0.0", "Ok: queued"));
        assertThat(kept.lines(LogName.OUTLOG))
                .containsExactly(
                        "<B0000319576-T@mail.example.jp> " + Kept.AT + " mx.d.jp a@b.jp c@d.jp [250 2.0.0 Ok: queued]");
        assertThat(kept.counted())
                .contains(
                        "epostadm_delivered_total{place=\"outside\"} 1",
                        "epostadm_delivery_seconds_bucket{le=\"3\"} 1",
                        "epostadm_delivery_seconds_sum 2");
    }

    @Test
    void faillogSaysWhy() throws IOException {
        watch.failed(message(), TO, new Answer(Optional.of("mx.d.jp"), 550, "5.1.1", "User unknown"));
        assertThat(kept.lines(LogName.FAILLOG))
                .containsExactly("B0000319576-T@mail.example.jp send fail on " + Kept.AT
                        + " from a@b.jp to c@d.jp [550 5.1.1 User unknown]");
        assertThat(kept.counted()).containsExactly("epostadm_failed_total 1");
    }

    @Test
    void senderlogIsTheDialogue() throws IOException {
        watch.heard(ID, "mx.d.jp", "220 mx.d.jp ESMTP");
        watch.said(ID, "mx.d.jp", "EHLO mail.example.jp");
        assertThat(kept.lines(LogName.SENDERLOG))
                .containsExactly(
                        Kept.AT + " B0000319576-T/mx.d.jp > 220 mx.d.jp ESMTP",
                        Kept.AT + " B0000319576-T/mx.d.jp < EHLO mail.example.jp");
    }
}
