package epostadm.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.server.imap.PartialRange;
import java.util.BitSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartialFetchTest {

    /// Of messages 3, 5, 7 and 9.
    @ParameterizedTest
    @CsvSource({
        "1, 2, '{3, 5}'",
        "2, 1, '{3, 5}'",
        "3, 9, '{7, 9}'",
        "5, 9, '{}'",
        "-1, -1, '{9}'",
        "-1, -3, '{5, 7, 9}'",
        "-3, -2, '{5, 7}'",
        "-4, -99, '{3}'",
        "-5, -99, '{}'",
        "1, 4294967295, '{3, 5, 7, 9}'"
    })
    void keepsThoseInTheRangeFromEitherEnd(long first, long last, String kept) {
        BitSet indexes = new BitSet();
        for (int i = 3; i <= 9; i += 2) {
            indexes.set(i);
        }
        FetchHandler.keep(indexes, new PartialRange(first, last));
        assertThat(indexes).hasToString(kept);
    }
}
