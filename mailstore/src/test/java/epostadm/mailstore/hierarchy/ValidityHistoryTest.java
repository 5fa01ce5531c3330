package epostadm.mailstore.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.UidValidity;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ValidityHistoryTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
    private static final FolderName A = FolderName.of("A");
    private static final FolderName B = FolderName.of("B");

    private final ValidityHistory history = new ValidityHistory();

    @Test
    void givesTheTimeWhereThatIsAboveAllThatTheNameHad() {
        history.record(A, UidValidity.of(10));
        assertThat(history.next(A, NOW)).contains(UidValidity.of(1_000_000));
    }

    @Test
    void neverGoesBackWithTheClock() {
        history.record(A, UidValidity.of(2_000_000));
        history.record(A, UidValidity.of(5));
        assertThat(history.next(A, NOW)).contains(UidValidity.of(2_000_001));
    }

    @Test
    void givesNoTwoNamesOneValue() {
        history.record(A, history.next(A, NOW).orElseThrow());
        assertThat(history.next(B, NOW)).contains(UidValidity.of(1_000_001));
    }

    @Test
    void hasNothingAboveTheLastValue() {
        history.record(A, UidValidity.of(0xFFFF_FFFFL));
        assertThat(history.next(A, NOW)).isEmpty();
        assertThat(history.next(B, NOW)).isPresent();
    }

    @Test
    void forgetsOnlyWhatTheClockHasPassed() {
        for (int i = 0; i <= ValidityHistory.KEPT; i++) {
            history.record(FolderName.of("f" + i), UidValidity.of(500 + i));
        }
        history.record(A, UidValidity.of(3_000_000));
        history.forget(NOW);
        assertThat(history.values()).containsOnlyKeys(A);
        // With a clock that has gone back, a forgotten name still never gets a value that it had.
        assertThat(history.next(FolderName.of("f7"), Instant.EPOCH))
                .contains(UidValidity.of(501 + ValidityHistory.KEPT));
        assertThat(history.copy().highest(FolderName.of("f7"))).contains(UidValidity.of(500 + ValidityHistory.KEPT));
    }

    @Test
    void forgetsNothingWhereThereAreFew() {
        history.record(A, UidValidity.of(3));
        history.forget(NOW);
        assertThat(history.values()).containsOnlyKeys(A);
    }
}
