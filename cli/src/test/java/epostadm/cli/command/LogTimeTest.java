package epostadm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-04-15, 2026-04-15T00:00:00, 2026-04-15T23:59:59",
        "2026/4/5, 2026-04-05T00:00:00, 2026-04-05T23:59:59",
        "260415, 2026-04-15T00:00:00, 2026-04-15T23:59:59",
        "2026-04-15 10:30, 2026-04-15T10:30:00, 2026-04-15T10:30:59",
        "2026-04-15T9:05:07, 2026-04-15T09:05:07, 2026-04-15T09:05:07"
    })
    void whatIsLeftOutIsTheBeginningOrTheEnd(String typed, LocalDateTime since, LocalDateTime until) {
        assertThat(LogTime.parse(typed, false)).contains(since);
        assertThat(LogTime.parse(typed, true)).contains(until);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-02-30", "2026-13-01", "26041", "2026-04-15 24:00", "2026-04-15x"})
    void othersAreNoTimes(String typed) {
        assertThat(LogTime.parse(typed, false)).isEmpty();
    }
}
