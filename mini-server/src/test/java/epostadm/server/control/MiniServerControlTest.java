package epostadm.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.spool.QueueId;
import epostadm.server.pause.DomainPauses;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MiniServerControlTest {

    private static final DomainName DOMAIN = new DomainName("a.example");

    private final DomainPauses pauses = new DomainPauses();

    @Test
    void pausesWhenTheLastHasLeftAndLetsNobodyInMeanwhile() throws Exception {
        DomainPauses.Visit visit =
                pauses.enter(DOMAIN, DomainPauses.Guest.BRIEF).orElseThrow();
        assertThat(pauses.pause(DOMAIN, Duration.ZERO, Duration.ofMillis(20))).isEmpty();
        assertThat(pauses.paused(DOMAIN)).isFalse();
        visit.close();
        try (DomainPauses.Pause _ =
                pauses.pause(DOMAIN, Duration.ZERO, Duration.ofSeconds(5)).orElseThrow()) {
            assertThat(pauses.enter(DOMAIN, DomainPauses.Guest.BRIEF)).isEmpty();
        }
        assertThat(pauses.enter(DOMAIN, DomainPauses.Guest.BRIEF)).isPresent();
    }

    @Test
    void readsBackWhatItSays() {
        QueueId id = QueueId.parse("B0000000001-T").orElseThrow();
        for (ControlRequest request : java.util.List.of(
                new ControlRequest.Ping(),
                new ControlRequest.Status(),
                new ControlRequest.QueueChanged(),
                new ControlRequest.Lend(id),
                new ControlRequest.Pause(DOMAIN),
                new ControlRequest.Resume(DOMAIN))) {
            assertThat(ControlRequest.parse(request.line())).isEqualTo(Optional.of(request));
        }
        assertThat(ControlRequest.parse("pause")).isEmpty();
        assertThat(ControlRequest.parse("ping x")).isEmpty();
    }
}
