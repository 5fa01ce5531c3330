package epostadm.server.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.fixtures.Seeded;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceSetTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 9 | 1",
                "1:3 | 9 | 1:3",
                "3:1 | 9 | 1:3",
                "5,1,3 | 9 | 1,3,5",
                "2,4:7,9,12:* | 15 | 2,4:7,9,12:15",
                "* | 9 | 9",
                "*:4 | 9 | 4:9",
                "12:* | 9 | 9:12",
                "*:* | 9 | 9",
                "1:5,3:7,8 | 9 | 1:8",
                "1:5,2:3 | 9 | 1:5",
                "20:30 | 9 | 20:30",
                "1:4294967295 | 9 | 1:4294967295"
            })
    void resolvesToAscendingRanges(String text, long star, String expected) {
        assertThat(SequenceSet.parse(text).orElseThrow().resolve(star)).hasToString(expected);
    }

    @Test
    void isNothingWhereThereIsNoStar() {
        assertThat(SequenceSet.parse("1:*").orElseThrow().resolve(0)).isEqualTo(NumberSet.NONE);
        assertThat(SequenceSet.parse("*,3").orElseThrow().resolve(0)).isEqualTo(NumberSet.of(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "0", "1:0", "1:", ":1", "1,,2", "01", "-1", "a", "1 ", "4294967296", "1:2:3", "$1", "**"
            })
    void refusesWhatIsNoSet(String text) {
        assertThat(SequenceSet.parse(text)).isEmpty();
    }

    @Test
    void knowsItsHighestNumber() {
        assertThat(SequenceSet.parse("3,9:5,*").orElseThrow().highest()).isEqualTo(9);
        assertThat(SequenceSet.parse("*").orElseThrow().highest()).isZero();
        assertThat(SequenceSet.parse("4:*").orElseThrow().star()).isTrue();
        assertThat(SequenceSet.parse("4:5").orElseThrow().star()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsWhatItWrites(long seed) {
        SequenceSet set = new CommandGenerator(Seeded.of(seed)).set();
        assertThat(SequenceSet.parse(set.toString())).contains(set);
    }

    /// Against a set of single numbers.
    @ParameterizedTest
    @MethodSource("seeds")
    void holdsTheNumbersThatItNames(long seed) {
        Seeded seeded = Seeded.of(seed);
        StringBuilder text = new StringBuilder();
        TreeSet<Long> model = new TreeSet<>();
        long star = seeded.between(1L, 60L);
        for (int i = seeded.between(1, 8); i > 0; i--) {
            long first = seeded.between(1L, 60L);
            long last = seeded.between(1L, 60L);
            boolean toStar = seeded.chance(0.2);
            text.append(text.isEmpty() ? "" : ",").append(first).append(':').append(toStar ? "*" : "" + last);
            long end = toStar ? star : last;
            LongStream.rangeClosed(Math.min(first, end), Math.max(first, end)).forEach(model::add);
        }
        NumberSet numbers = SequenceSet.parse(text.toString()).orElseThrow().resolve(star);
        assertThat(numbers.stream().boxed()).as(text.toString()).containsExactlyElementsOf(model);
        assertThat(numbers.size()).isEqualTo(model.size());
        for (long number = 0; number <= 61; number++) {
            assertThat(numbers.contains(number)).isEqualTo(model.contains(number));
        }
        assertThat(NumberSet.of(model.stream().mapToLong(Long::longValue))).isEqualTo(numbers);
        TreeSet<Long> each = new TreeSet<>();
        numbers.forEach(each::add);
        assertThat(each).isEqualTo(model);
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(300);
    }

    @Test
    void isSmallWhereThereAreManyInARow() {
        NumberSet numbers = NumberSet.of(LongStream.rangeClosed(1, 100_000));
        assertThat(numbers.ranges()).isOne();
        assertThat(numbers).hasToString("1:100000");
        assertThat(numbers.size()).isEqualTo(100_000);
    }

    @Test
    void writesNothingForNone() {
        assertThat(NumberSet.NONE).hasToString("").isEqualTo(NumberSet.of());
        assertThat(NumberSet.NONE.isEmpty()).isTrue();
        assertThat(NumberSet.NONE.contains(1)).isFalse();
    }

    @Test
    void takesNumbersInTheirOrderAlone() {
        assertThatThrownBy(() -> NumberSet.of(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThat(List.of(NumberSet.of(3, 3, 4))).hasToString("[3:4]");
    }
}
