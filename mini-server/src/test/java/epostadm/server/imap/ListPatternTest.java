package epostadm.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.mail.FolderName;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ListPatternTest {

    @ParameterizedTest
    @CsvSource({
        "*, INBOX, true",
        "%, INBOX, true",
        "%, a/b, false",
        "*, a/b, true",
        "a/%, a/b, true",
        "a/%, a/b/c, false",
        "a%, a, true",
        "%/%, a/b, true",
        "a, A, false",
        "inbox, INBOX, true",
        "inb%, INBOX, true",
        "iNbOx/%, INBOX/a, true",
        "inboxes, INBOX, false",
        "'', a, false",
        "送信*, 送信済み, true",
        "a%b*c, axxb/yyc, true",
        "a%b*c, ax/b/yyc, false"
    })
    void matchesWildcards(String pattern, String name, boolean matches) {
        FolderName folder = FolderName.parse(name).orElseThrow();
        assertThat(ListPattern.of(pattern).matches(folder)).isEqualTo(matches);
    }

    /// Against a regular expression.
    @ParameterizedTest
    @MethodSource("seeds")
    void matchesAsARegularExpressionDoes(long seed) {
        Seeded seeded = Seeded.of(seed);
        for (int i = 0; i < 50; i++) {
            String pattern = seeded.text("ab/%*", 6);
            String name = "a" + seeded.text("ab", 2) + (seeded.chance(0.5) ? "/b" + seeded.text("ab", 2) : "");
            boolean expected = Pattern.matches(pattern.replace("*", ".*").replace("%", "[^/]*"), name);
            assertThat(ListPattern.of(pattern).matches(FolderName.parse(name).orElseThrow()))
                    .as("%s against %s", name, pattern)
                    .isEqualTo(expected);
        }
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(100);
    }

    @Test
    @Timeout(10)
    void isQuickWhateverThePattern() {
        FolderName name = FolderName.of("a".repeat(200));
        assertThat(ListPattern.of("*a".repeat(150) + "b").matches(name)).isFalse();
    }
}
