package epostadm.server.imap.search.result;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.server.imap.PartialRange;
import epostadm.server.imap.SearchReturn;
import epostadm.server.imap.search.MailInMemory;
import epostadm.server.imap.search.SearchedMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FoundMessagesTest {

    /// UIDs are a hundred above; mod-sequences a thousand minus the number.
    private static List<MailInMemory> messages(String numbers) {
        return Arrays.stream(numbers.split(" "))
                .filter(number -> !number.isEmpty())
                .map(Integer::valueOf)
                .map(number -> MailInMemory.of(number, "").uid(number + 100L).modSeq(1000 - number))
                .toList();
    }

    private static SearchReturn wanted(String options) {
        List<String> words = List.of(options.split(" "));
        Optional<PartialRange> partial = words.stream()
                .filter(word -> word.contains(":"))
                .map(word -> word.split(":"))
                .map(ends -> new PartialRange(Long.parseLong(ends[0]), Long.parseLong(ends[1])))
                .findFirst();
        return new SearchReturn(
                words.contains("MIN"),
                words.contains("MAX"),
                words.contains("ALL"),
                words.contains("COUNT"),
                words.contains("SAVE"),
                words.contains("UPDATE"),
                words.contains("CONTEXT"),
                partial);
    }

    @ParameterizedTest
    @CsvSource({
        "2 84 882, false, false, SEARCH 2 84 882",
        "2 84 882, true, false, SEARCH 102 184 982",
        "'', false, false, SEARCH",
        "2 5 6, false, true, SEARCH 2 5 6 (MODSEQ 998)",
        "'', false, true, SEARCH"
    })
    void tellsTheOldForm(String found, boolean uid, boolean modSeq, String answer) {
        assertThat(new FoundMessages(messages(found), uid, modSeq).plain("SEARCH"))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 5 9     | MIN COUNT            | ESEARCH (TAG "A1") MIN 2 COUNT 3
            2 10 11   | ALL                  | ESEARCH (TAG "A1") ALL 2,10:11
            ''        | ALL                  | ESEARCH (TAG "A1")
            ''        | MIN MAX ALL          | ESEARCH (TAG "A1")
            ''        | MIN COUNT            | ESEARCH (TAG "A1") COUNT 0
            4 7       | MIN                  | ESEARCH (TAG "A1") MIN 4
            7 380     | MIN MAX              | ESEARCH (TAG "A1") MIN 7 MAX 380
            1 2 3     | MIN MAX ALL COUNT    | ESEARCH (TAG "A1") MIN 1 MAX 3 ALL 1:3 COUNT 3
            1 2 3     | SAVE                 |
            1 2 3     | SAVE UPDATE          |
            1 2 3     | SAVE COUNT           | ESEARCH (TAG "A1") COUNT 3
            1 2 3     | UPDATE               | ESEARCH (TAG "A1")
            1 2 5 6 9 | 2:4                  | ESEARCH (TAG "A1") PARTIAL (2:4 2,5:6)
            1 2 5 6 9 | 4:2                  | ESEARCH (TAG "A1") PARTIAL (4:2 2,5:6)
            1 2 5 6 9 | 4:100                | ESEARCH (TAG "A1") PARTIAL (4:100 6,9)
            1 2 5 6 9 | 6:100                | ESEARCH (TAG "A1") PARTIAL (6:100 NIL)
            1 2 5 6 9 | -1:-3                | ESEARCH (TAG "A1") PARTIAL (-1:-3 5:6,9)
            1 2 5 6 9 | -3:-1                | ESEARCH (TAG "A1") PARTIAL (-3:-1 5:6,9)
            1 2 5 6 9 | -4:-100              | ESEARCH (TAG "A1") PARTIAL (-4:-100 1:2)
            1 2 5 6 9 | -6:-100              | ESEARCH (TAG "A1") PARTIAL (-6:-100 NIL)
            ''        | 1:5                  | ESEARCH (TAG "A1") PARTIAL (1:5 NIL)
            1 2 5 6 9 | 1:1 COUNT MAX        | ESEARCH (TAG "A1") MAX 9 COUNT 5 PARTIAL (1:1 1)
            65 64 63 61 62 | ALL             | ESEARCH (TAG "A1") ALL 65,64,63,61:62
            65 64 63 61 62 | MIN MAX         | ESEARCH (TAG "A1") MIN 65 MAX 62
            """)
    void tellsWhatIsWanted(String found, String options, String answer) {
        assertThat(new FoundMessages(messages(found), false, false).extended("A1", wanted(options)))
                .isEqualTo(Optional.ofNullable(answer));
    }

    @Test
    void tellsUids() {
        assertThat(new FoundMessages(messages("7 380"), true, false).extended("A285", wanted("MIN MAX")))
                .contains("ESEARCH (TAG \"A285\") UID MIN 107 MAX 480");
    }

    /// RFC 4731 section 3.2.
    @ParameterizedTest
    @CsvSource({
        "MIN, 998",
        "MAX, 977",
        "MIN MAX, 998",
        "MAX COUNT, 998",
        "ALL, 998",
        "2:3, 995",
        "2:3 MIN, 998",
        "-1:-1 MAX, 977"
    })
    void tellsTheModSequenceOfWhatItTells(String options, long modSeq) {
        assertThat(new FoundMessages(messages("2 5 6 23"), false, true).extended("a", wanted(options)))
                .hasValueSatisfying(answer -> assertThat(answer).endsWith(" MODSEQ " + modSeq));
        assertThat(new FoundMessages(List.of(), false, true).extended("a", wanted(options)))
                .hasValueSatisfying(answer -> assertThat(answer).doesNotContain("MODSEQ"));
    }

    /// RFC 9051 section 6.4.4.1, RFC 9394 section 3.2.
    @ParameterizedTest
    @CsvSource({
        "SAVE, 2 5 6 9",
        "SAVE ALL, 2 5 6 9",
        "SAVE MIN, 2",
        "SAVE MAX, 9",
        "SAVE MIN MAX, 2 9",
        "SAVE MIN COUNT, 2 5 6 9",
        "SAVE MIN ALL, 2 5 6 9",
        "SAVE 2:3, 5 6",
        "SAVE 2:3 MIN, 2 5 6",
        "SAVE 2:3 MAX, 5 6 9",
        "SAVE 2:3 MIN MAX, 2 5 6 9",
        "SAVE 1:2 MIN, 2 5",
        "SAVE 2:3 COUNT, 2 5 6 9",
        "SAVE 7:8, ''"
    })
    void savesWhatItTells(String options, String saved) {
        List<Integer> numbers =
                messages(saved).stream().map(SearchedMessage::sequence).toList();
        assertThat(new FoundMessages(messages("2 5 6 9"), false, false)
                        .saved(wanted(options)).stream()
                                .map(SearchedMessage::sequence)
                                .toList())
                .isEqualTo(numbers);
    }

    @ParameterizedTest
    @MethodSource
    void slicesAsAPlainLoopDoes(long seed) {
        Seeded seeded = Seeded.of(seed);
        List<Integer> all =
                IntStream.rangeClosed(1, seeded.between(0, 10)).boxed().toList();
        int sign = seeded.chance(0.5) ? 1 : -1;
        PartialRange range = new PartialRange(
                sign * seeded.oneOf(List.of(1L, 2L, 5L, 10L, 11L, 4294967295L)), sign * seeded.between(1L, 12L));
        List<Integer> expected = all.stream()
                .filter(item -> {
                    long position = sign > 0 ? item : item - all.size() - 1;
                    return position >= Math.min(range.first(), range.last())
                            && position <= Math.max(range.first(), range.last());
                })
                .toList();
        assertThat(PartialSlice.of(range, all)).isEqualTo(expected);
    }

    static Stream<Long> slicesAsAPlainLoopDoes() {
        return Seeded.seeds(300);
    }

    @ParameterizedTest
    @MethodSource
    void writesSetsThatReadTheSame(long seed) {
        Seeded seeded = Seeded.of(seed);
        List<Long> numbers = IntStream.range(0, seeded.between(1, 12))
                .mapToObj(_ -> seeded.between(1L, 9L))
                .toList();
        List<Long> read = Arrays.stream(NumberText.set(numbers, Long::longValue).split(","))
                .map(range -> range.split(":"))
                .flatMap(ends -> LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]))
                        .boxed())
                .toList();
        assertThat(read).isEqualTo(numbers);
    }

    static Stream<Long> writesSetsThatReadTheSame() {
        return Seeded.seeds(200);
    }
}
