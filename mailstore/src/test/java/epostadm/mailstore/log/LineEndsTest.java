package epostadm.mailstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LineEndsTest {

    /// Bytes that tricks with whole words take for one another.
    private static final List<Byte> NEAR = List.of(
            (byte) '\n',
            (byte) ('\n' + 1),
            (byte) ('\n' - 1),
            (byte) ('\n' | 0x80),
            (byte) 0,
            (byte) 1,
            (byte) 0xff,
            (byte) 0x80);

    static Stream<Long> seeds() {
        return Seeded.seeds(500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void findsTheNextByteWhereverItLies(long seed) {
        Seeded seeded = Seeded.of(seed);
        byte[] block = new byte[seeded.between(0, 40)];
        for (int i = 0; i < block.length; i++) {
            block[i] = seeded.chance(0.3) ? seeded.oneOf(NEAR) : (byte) 'x';
        }
        int from = seeded.between(0, block.length);
        int to = seeded.between(from, block.length);
        int expected = from;
        while (expected < to && block[expected] != '\n') {
            expected++;
        }
        assertThat(LineEnds.next(block, from, to)).isEqualTo(expected);
    }
}
