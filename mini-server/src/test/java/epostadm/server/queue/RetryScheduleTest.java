package epostadm.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

    private final RetrySchedule schedule = RetrySchedule.VENDORS;

    @Test
    void triesAgainAfterGapsThatDouble() {
        Instant first = Instant.parse("2016-01-31T08:00:00Z");
        List<Long> minutes = new ArrayList<>();
        Instant last = first;
        for (int tries = 1; tries <= 9; tries++) {
            last = schedule.next(last, tries);
            minutes.add(Duration.between(first, last).toMinutes());
            assertThat(schedule.offset(tries + 1)).isEqualTo(Duration.between(first, last));
        }
        assertThat(minutes).containsExactly(2L, 6L, 14L, 30L, 62L, 126L, 254L, 510L, 1022L);
        assertThat(schedule.offset(1)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED,   0,    false",
        "REFUSED,   509,  false",
        "REFUSED,   510,  true",
        "DEFERRED,  479,  false",
        "DEFERRED,  480,  true",
        "NO_ANSWER, 1439, false",
        "NO_ANSWER, 1440, true"
    })
    void givesUpByTheKindOfFailure(Failure failure, long minutes, boolean givesUp) {
        assertThat(schedule.givesUp(failure, Duration.ofMinutes(minutes))).isEqualTo(givesUp);
    }

    @Test
    void givesUpAtOnceWhereOneTryIsEnough() {
        RetrySchedule impatient =
                new RetrySchedule(Duration.ofMinutes(2), 1, Duration.ofHours(8), Duration.ofHours(24));
        assertThat(impatient.givesUp(Failure.REFUSED, Duration.ZERO)).isTrue();
    }

    @Test
    void neverOverflows() {
        Instant now = Instant.parse("2016-01-31T08:00:00Z");
        assertThat(schedule.next(now, Integer.MAX_VALUE)).isAfter(now.plus(Duration.ofDays(1000)));
        assertThat(schedule.next(now, 0)).isEqualTo(now.plus(Duration.ofMinutes(2)));
    }
}
