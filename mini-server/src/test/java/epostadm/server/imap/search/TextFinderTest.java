package epostadm.server.imap.search;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TextFinderTest {

    @ParameterizedTest
    @CsvSource({
        "'a  b', 'A B'",
        "'a\r\n\tb', 'A B'",
        "' a ', ' A '",
        "'会\r\n議', 会議",
        "'会 議', '会 議'",
        "'会\r\nA', '会 A'",
        "'한\r\n국', '한 국'",
        "'ﾊ\r\nﾞ', バ",
        "'会\u3000議', '会 議'",
        "'x\uD83D\uDE00y', 'X\uD83D\uDE00Y'",
        "'\uD83D', '\uD83D'",
        "'㍿', 株式会社"
    })
    void squeezesAndFolds(String text, String folded) {
        assertThat(SearchText.of(text)).isEqualTo(folded);
    }

    /// In pieces of any length, all is found that the whole text has, and nothing else.
    @ParameterizedTest
    @MethodSource
    void findsInPiecesWhatTheWholeHas(long seed) {
        Seeded seeded = Seeded.of(seed);
        String alphabet = "aAéß ｶﾊﾞﾟか\u3099会議\r\n㈱\uD83D\uDE00";
        String text =
                seeded.text(alphabet, 60) + "b".repeat(seeded.chance(0.1) ? 20_000 : 0) + seeded.text(alphabet, 9);
        List<String> wanted = IntStream.range(0, seeded.between(1, 4))
                .mapToObj(_ -> SearchText.of(seeded.text(alphabet, 4)))
                .toList();
        TextFinder finder = new TextFinder(wanted);
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + seeded.between(1, seeded.chance(0.1) ? 20_000 : 6));
            if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
                end++;
            }
            finder.hear(new StringBuilder(text.substring(at, end)));
            at = end;
        }
        finder.end();
        String whole = SearchText.of(text);
        for (String string : wanted) {
            assertThat(finder.found(string)).as("%s in %s", string, whole).isEqualTo(whole.contains(string));
        }
    }

    static Stream<Long> findsInPiecesWhatTheWholeHas() {
        return Seeded.seeds(600);
    }

    @Test
    void hearsNoMoreOnceAllIsFound() {
        TextFinder finder = new TextFinder(List.of("A", "B"));
        assertThat(finder.hear("x".repeat(1000) + "a")).isFalse();
        assertThat(finder.hear("x".repeat(1000) + "b")).isTrue();
        assertThat(new TextFinder(List.of("")).foundAll()).isTrue();
    }
}
