package epostadm.server.imap.search.order;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.server.imap.SortCriterion;
import epostadm.server.imap.SortCriterion.Key;
import epostadm.server.imap.search.MailInMemory;
import epostadm.server.imap.search.SearchedMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageSortTest {

    private static final List<MailInMemory> MESSAGES = List.of(
            MailInMemory.of(1, """
                            Date: 2 Apr 2026 10:00:00 +0900
                            From: "Zoe" <adam@example.jp>
                            To: x@example.jp
                            Subject: Re: banana

                            """).internalDate("2026-04-05T00:00:00Z"),
            MailInMemory.of(2, """
                            Date: 2 Apr 2026 03:00:00 +0000
                            From: carl@example.jp
                            To: "Anna" <y@example.jp>, a@example.jp
                            Cc: B@example.jp
                            Subject: [list] Apple

                            longest of all
                            """).internalDate("2026-04-04T00:00:00Z"),
            MailInMemory.of(3, """
                            From: =?utf-8?B?44GC?= <Bob@example.jp>
                            To: staff: a@example.jp;
                            Subject: =?utf-8?Q?apple?= (fwd)

                            """).internalDate("2026-04-02T02:00:00Z"),
            MailInMemory.of(4, """
                            Date: yesterday
                            Subject: =?utf-8?B?44OQ44OK44OK?=

                            """).internalDate("2026-04-03T00:00:00Z"),
            MailInMemory.of(5, """
                            Date: Thu, 2 Apr 2026 (today) 01:00 GMT
                            From: \u00c9mile@example.jp
                            Cc: a@example.jp
                            Subject: =?utf-8?B?776K776e776F776F?=

                            """).internalDate("2026-04-01T00:00:00Z"));

    private static List<SortCriterion> criteria(String text) {
        boolean[] reverse = new boolean[1];
        return Arrays.stream(text.split(" "))
                .flatMap(word -> {
                    if (word.equals("REVERSE")) {
                        reverse[0] = true;
                        return Stream.empty();
                    }
                    SortCriterion criterion = new SortCriterion(Key.valueOf(word), reverse[0]);
                    reverse[0] = false;
                    return Stream.of(criterion);
                })
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "ARRIVAL, 5 3 4 2 1",
        "REVERSE ARRIVAL, 1 2 4 3 5",
        "DATE, 1 5 3 2 4",
        "REVERSE DATE, 4 2 3 1 5",
        "SUBJECT, 2 3 1 4 5",
        "REVERSE SUBJECT, 4 5 1 2 3",
        "SUBJECT REVERSE DATE, 2 3 1 4 5",
        "SUBJECT REVERSE ARRIVAL, 2 3 1 4 5",
        "FROM, 4 1 3 2 5",
        "TO, 4 5 3 1 2",
        "CC, 1 3 4 5 2",
        "DISPLAYFROM, 4 2 5 1 3",
        "DISPLAYTO, 4 5 2 3 1",
        "REVERSE SIZE, 2 5 1 3 4"
    })
    void sortsBy(String criteria, String expected) throws IOException {
        assertThat(new MessageSort(criteria(criteria)).sorted(MESSAGES))
                .extracting(SearchedMessage::sequence)
                .containsExactlyElementsOf(
                        Arrays.stream(expected.split(" ")).map(Integer::valueOf).toList());
    }

    /// RFC 5255 section 4.6: what is no text comes last.
    @ParameterizedTest
    @MethodSource
    void ordersTexts(String one, String other) {
        assertThat(SortKey.ofText(one)).isLessThan(SortKey.ofText(other));
        assertThat(SortKey.ofText(other)).isGreaterThan(SortKey.ofText(one));
    }

    static Stream<List<String>> pairs() {
        List<String> ascending =
                List.of("", "1", "a", "ab", "é", "f", "あ", "ア", "日", "\uFFFCa", "\uD83D\uDE00", "\uFFFD");
        return IntStream.range(0, ascending.size() - 1).mapToObj(i -> ascending.subList(i, i + 2));
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> ordersTexts() {
        return pairs().map(pair -> org.junit.jupiter.params.provider.Arguments.of(pair.getFirst(), pair.getLast()));
    }

    @ParameterizedTest
    @MethodSource
    void isStableByTheSequence(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        List<MailInMemory> messages = IntStream.rangeClosed(1, 20)
                .mapToObj(number -> MailInMemory.of(number, "Subject: " + seeded.text("ab", 1) + "\n\n"))
                .toList();
        List<MailInMemory> sorted =
                new MessageSort(List.of(new SortCriterion(Key.SUBJECT, seeded.chance(0.5)))).sorted(messages);
        for (int i = 1; i < sorted.size(); i++) {
            MailInMemory before = sorted.get(i - 1);
            MailInMemory after = sorted.get(i);
            boolean same = before.header("subject").equals(after.header("subject"));
            assertThat(!same || before.sequence() < after.sequence()).isTrue();
        }
        assertThat(sorted).containsExactlyInAnyOrderElementsOf(messages);
    }

    static Stream<Long> isStableByTheSequence() {
        return Seeded.seeds(50);
    }
}
