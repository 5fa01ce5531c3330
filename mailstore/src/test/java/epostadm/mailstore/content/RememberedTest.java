package epostadm.mailstore.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RememberedTest {

    private static Known known(int bytes) {
        return Known.of(new Stamp(FileSource.DATE, bytes));
    }

    private static long found(Remembered remembered, int from, int to) {
        return IntStream.range(from, to)
                .filter(i -> remembered.find("k" + i).isPresent())
                .count();
    }

    @Test
    void keepsAllThatFindsRoom() {
        Remembered remembered = new Remembered(1_000_000);
        for (int i = 0; i < 2000; i++) {
            remembered.put("k" + i, known(i));
        }
        assertThat(found(remembered, 0, 2000)).isEqualTo(2000);
        assertThat(remembered.find("k7").orElseThrow().stamp().bytes()).isEqualTo(7);
        remembered.remove("k7");
        assertThat(remembered.find("k7")).isEmpty();
    }

    @Test
    void makesRoomByDroppingOneInFour() {
        Remembered remembered = new Remembered(1_000_000);
        for (int i = 0; i < 100_000; i++) {
            remembered.put("k" + i, known(i));
        }
        assertThat(found(remembered, 0, 100_000)).isBetween(3000L, 5000L);
    }

    @Test
    void findsMuchForWhoGoesRoundAndRound() {
        Remembered remembered = new Remembered(1_000_000);
        long found = 0;
        for (int i = 0; i < 100_000; i++) {
            found += remembered.find("k" + i % 6000).isPresent() ? 1 : 0;
            remembered.put("k" + i % 6000, known(i));
        }
        assertThat(found).isGreaterThan(40_000);
    }

    @Test
    void countsWhatIsReplacedOnce() {
        Remembered remembered = new Remembered(1_000_000);
        remembered.put("k1", known(1));
        for (int i = 0; i < 100_000; i++) {
            remembered.put("k0", known(i));
        }
        assertThat(remembered.find("k1")).isPresent();
    }
}
