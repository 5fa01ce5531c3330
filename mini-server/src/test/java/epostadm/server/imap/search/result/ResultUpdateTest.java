package epostadm.server.imap.search.result;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResultUpdateTest {

    private static List<Long> uids(String text) {
        return Arrays.stream(text.split(" "))
                .filter(word -> !word.isEmpty())
                .map(Long::valueOf)
                .toList();
    }

    private static String text(Optional<String> answer) {
        return answer.orElse("");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            1 2 3     | 1 2 3       | ''                                      | ''
            1 2       | 1 2 68 69   | ''                                      | ESEARCH (TAG "B1") UID ADDTO (0 68:69)
            1 2 68    | 1 2         | ESEARCH (TAG "B1") UID REMOVEFROM (0 68) | ''
            1 2 3 9   | 3 4 5       | ESEARCH (TAG "B1") UID REMOVEFROM (0 1:2,9) | ESEARCH (TAG "B1") UID ADDTO (0 4:5)
            """)
    void tellsChangesOfASearch(String before, String after, String removal, String addition) {
        ResultUpdate update = ResultUpdate.ofSearch(uids(before), uids(after));
        assertThat(text(update.removal("B1", Optional.empty()))).isEqualTo(removal);
        assertThat(text(update.addition("B1", Optional.empty()))).isEqualTo(addition);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2734 2735 | 2731 2732 2733 2734 2735 | '' | ESEARCH (TAG "C1") UID ADDTO (1 2731:2733)
            5 3 1     | 5 4 3 2 1 | '' | ESEARCH (TAG "C1") UID ADDTO (2 4 4 2)
            5 4 3 2 1 | 5 3 1 | ESEARCH (TAG "C1") UID REMOVEFROM (4 2 2 4) | ''
            5 4 3     | 5 3 4 | ESEARCH (TAG "C1") UID REMOVEFROM (2 4) | ESEARCH (TAG "C1") UID ADDTO (3 4)
            ''        | 3 1 2 | '' | ESEARCH (TAG "C1") UID ADDTO (1 3,1:2)
            """)
    void tellsChangesOfASort(String before, String after, String removal, String addition) {
        ResultUpdate update = ResultUpdate.ofSort(uids(before), uids(after));
        assertThat(text(update.removal("C1", Optional.empty()))).isEqualTo(removal);
        assertThat(text(update.addition("C1", Optional.empty()))).isEqualTo(addition);
    }

    @ParameterizedTest
    @CsvSource({"ESEARCH (TAG \"D\") REMOVEFROM (0 1:2)"})
    void tellsSequenceNumbers(String answer) {
        assertThat(ResultUpdate.ofSearch(uids("11 12"), uids("")).removal("D", Optional.of(uid -> uid - 10)))
                .contains(answer);
    }

    /// A client that does what it is told has the new result.
    @ParameterizedTest
    @MethodSource
    void leadsFromTheOldResultToTheNew(long seed) {
        Seeded seeded = Seeded.of(seed);
        List<Long> all = new ArrayList<>(LongStream.rangeClosed(1, 15).boxed().toList());
        boolean sort = seeded.chance(0.7);
        if (sort) {
            Collections.shuffle(all, new Random(seed));
        }
        List<Long> before = all.stream().filter(_ -> seeded.chance(0.5)).toList();
        if (sort && seeded.chance(0.3)) {
            Collections.shuffle(all, new Random(seed + 1));
        }
        List<Long> after = all.stream().filter(_ -> seeded.chance(0.5)).toList();
        ResultUpdate update = sort ? ResultUpdate.ofSort(before, after) : ResultUpdate.ofSearch(before, after);
        List<Long> client = new ArrayList<>(before);
        for (ResultUpdate.Change change : update.removed()) {
            int at = (int) change.position() - 1;
            if (sort) {
                assertThat(client.subList(at, at + change.uids().size())).isEqualTo(change.uids());
                client.subList(at, at + change.uids().size()).clear();
            } else {
                assertThat(client.removeAll(change.uids())).isTrue();
            }
        }
        for (ResultUpdate.Change change : update.added()) {
            if (sort) {
                client.addAll((int) change.position() - 1, change.uids());
            } else {
                client.addAll(change.uids());
                Collections.sort(client);
            }
        }
        assertThat(client).isEqualTo(after);
    }

    static Stream<Long> leadsFromTheOldResultToTheNew() {
        return Seeded.seeds(400);
    }
}
