package epostadm.server.imap.search;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentDateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            31 Dec 2000 16:01:33 -0800            | 2001-01-01T00:01:33Z | 2000-12-31
            1 Jan 2001 00:01:33 +0000             | 2001-01-01T00:01:33Z | 2001-01-01
            Fri, 21 Nov 1997 09:55:06 -0600       | 1997-11-21T15:55:06Z | 1997-11-21
            Fri,21 Nov 1997 09:55:06 -0600        | 1997-11-21T15:55:06Z | 1997-11-21
            21 Nov 97 09:55:06 GMT                | 1997-11-21T09:55:06Z | 1997-11-21
            Thu, 13 Feb 1969 23:32 -0330          | 1969-02-14T03:02:00Z | 1969-02-13
            Fri, 21 Nov 1997 09(comment):   55  :  06 -0600 | 1997-11-21T00:00:00Z | 1997-11-21
            Fri, 21 Nov 1997 (a (nested) one) 09:55:06 -0600 (CST) | 1997-11-21T15:55:06Z | 1997-11-21
            17 May 26 10:00 EST                   | 2026-05-17T15:00:00Z | 2026-05-17
            17 May 126 10:00 PDT                  | 2026-05-17T17:00:00Z | 2026-05-17
            17 May 2026 10:00 JST                 | 2026-05-17T01:00:00Z | 2026-05-17
            17 May 2026 10:00 Z                   | 2026-05-17T10:00:00Z | 2026-05-17
            17 May 2026 10:00 A                   | 2026-05-17T10:00:00Z | 2026-05-17
            17 May 2026 10:00 +9900               | 2026-05-17T10:00:00Z | 2026-05-17
            17 May 2026 10:00 +09                 | 2026-05-17T10:00:00Z | 2026-05-17
            17 May 2026 25:00:00 +0900            | 2026-05-16T15:00:00Z | 2026-05-17
            17 May 2026                           | 2026-05-17T00:00:00Z | 2026-05-17
            17 May 2026 23:59:60 +0000            | 2026-05-17T23:59:59Z | 2026-05-17
            Sunday, 17 March 2026 10.30.15 +0900  | 2026-03-17T01:30:15Z | 2026-03-17
            Sun May 17 10:00:00 2026              | 2026-05-17T10:00:00Z | 2026-05-17
            Sun May 17 10:00:00 JST 2026          | 2026-05-17T01:00:00Z | 2026-05-17
            2026-05-17T10:00:00+09:00             | 2026-05-17T01:00:00Z | 2026-05-17
            2026-05-17 10:00:00 +0900             | 2026-05-17T01:00:00Z | 2026-05-17
            2026/5/17 10:00:00+0900               | 2026-05-17T01:00:00Z | 2026-05-17
            17-May-2026 10:00:00 +0900            | 2026-05-17T01:00:00Z | 2026-05-17
            May 17, 2026 1:05 PM                  | 2026-05-17T13:05:00Z | 2026-05-17
            Wrong, 17 May 2026 10:00:00 +0900     | 2026-05-17T01:00:00Z | 2026-05-17
            """)
    void readsDates(String field, Instant instant, LocalDate day) {
        Optional<SentDate> date = SentDate.parse(field);
        assertThat(date).map(SentDate::instant).contains(instant);
        assertThat(date).map(SentDate::day).contains(day);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no date", "31 Feb 2026", "99 May 2026 10:00", "May 2026", "17 May", "(17 May 2026)"})
    void findsNoDateWhereNoneIs(String field) {
        assertThat(SentDate.parse(field)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsWhatMailProgramsWrite(long seed) {
        Seeded seeded = Seeded.of(seed);
        LocalDateTime local = LocalDateTime.of(
                seeded.between(1950, 2200),
                seeded.between(1, 12),
                seeded.between(1, 28),
                seeded.between(0, 23),
                seeded.between(0, 59),
                seeded.between(0, 59));
        ZoneOffset zone = ZoneOffset.ofTotalSeconds(seeded.between(-12 * 4, 14 * 4) * 900);
        String field = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH)
                .format(local.atOffset(zone));
        assertThat(SentDate.parse(field)).contains(new SentDate(local, zone));
    }

    /// The quick way reads nothing otherwise than the thorough one.
    @ParameterizedTest
    @MethodSource("seeds")
    void readsPlainDatesAsTheParserDoes(long seed) {
        Seeded seeded = Seeded.of(seed);
        StringBuilder field = new StringBuilder("Wed, 17 May 2026 10:00:59 +0930 (JST)");
        for (int i = seeded.between(0, 3); i > 0; i--) {
            field.setCharAt(
                    seeded.between(0, field.length() - 1), seeded.oneOf(List.of('0', '1', '9', ' ', '-', 'a', '(')));
        }
        field.setLength(seeded.between(field.length() / 2, field.length()));
        Optional<SentDate> plain = PlainDate.parse(field.toString());
        if (plain.isPresent()) {
            assertThat(new SentDateParser(field.toString()).parse()).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverFails(long seed) {
        Seeded seeded = Seeded.of(seed);
        String field = seeded.text("0123456789 :+-,()\\JanFebMay/TZPM.", 40);
        assertThat(SentDate.parse(field)).isNotNull();
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(500);
    }
}
