package epostadm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearWordsTest {

    @ParameterizedTest
    @CsvSource({
        "account, accounts",
        "acconuts, accounts",
        "inbx, inbox",
        "stroe, store",
        "acc, accounts",
        "zzz, ''",
        "'', ''"
    })
    void findsWhatWasMeant(String typed, String meant) {
        List<String> found = NearWords.of(typed, List.of("store", "accounts", "inbox", "changes", "accounts"));
        assertThat(String.join(" ", found)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"ab, ba, 1", "kitten, sitting, 3", "'', abc, 3", "same, same, 0"})
    void countsEditsAndSwaps(String a, String b, int distance) {
        assertThat(NearWords.distance(a, b)).isEqualTo(distance).isEqualTo(NearWords.distance(b, a));
    }
}
