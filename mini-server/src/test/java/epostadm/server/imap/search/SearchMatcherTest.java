package epostadm.server.imap.search;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.server.imap.SearchKey;
import epostadm.server.imap.SearchKey.DateOf;
import epostadm.server.imap.SearchKey.Relation;
import epostadm.server.imap.SequenceSet;
import epostadm.server.imap.SequenceSet.Range;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SearchMatcherTest {

    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final SearchKey ALL = new SearchKey.All();

    private static final MailInMemory MEETING = MailInMemory.of(1, """
                    Date: Wed, 1 Apr 2026 23:30:00 +0900
                    From: "Yamada, Taro" <yamada@example.jp>
                    To: Staff: sato@example.jp, "Suzuki \\"S\\"" <suzuki@example.jp>;
                    Subject: =?iso-2022-jp?B?GyRCMnE1RCROJCpDTiRpJDsbKEI=?=
                    X-Empty:
                    X-Folded: one
                     two
                    Message-ID: <1@example.jp>

                    The quick   brown
                    fox jumps.
                    """)
            .uid(10)
            .flags("\\Seen", "$Forwarded", "work")
            .internalDate("2026-04-01T14:30:00Z")
            .modSeq(100);

    private static SearchScope scope(List<? extends SearchedMessage> messages, LongPredicate saved, ZoneId zone) {
        return new SearchScope(
                messages.size(), number -> messages.get(number - 1).uid(), saved, zone, NOW);
    }

    private static boolean matches(SearchKey key, MailInMemory message) throws IOException {
        return SearchMatcher.of(key, scope(List.of(message), _ -> false, ZoneOffset.UTC))
                .matches(message);
    }

    private static Arguments row(boolean matches, SearchKey key) {
        return Arguments.of(matches, key);
    }

    private static SearchKey header(String name, String text) {
        return new SearchKey.Header(name, text);
    }

    private static SearchKey date(DateOf of, Relation relation, String date) {
        return new SearchKey.Date(of, relation, LocalDate.parse(date));
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                row(true, ALL),
                row(true, new SearchKey.And(List.of())),
                row(true, new SearchKey.Flagged("\\seen")),
                row(true, new SearchKey.Flagged("WORK")),
                row(false, new SearchKey.Flagged("\\Deleted")),
                row(false, new SearchKey.Recent()),
                row(true, new SearchKey.Not(new SearchKey.Recent())),
                row(true, new SearchKey.ModSeq(100)),
                row(false, new SearchKey.ModSeq(101)),
                row(true, new SearchKey.EmailId("M10")),
                row(false, new SearchKey.EmailId("m10")),
                row(false, new SearchKey.ThreadId("T1")),
                row(true, new SearchKey.SaveDateSupported()),
                row(true, new SearchKey.Size(true, 100)),
                row(false, new SearchKey.Size(true, MEETING.size())),
                row(false, new SearchKey.Size(false, MEETING.size())),
                row(true, new SearchKey.Size(false, MEETING.size() + 1)),
                // Days of the internal date are those of the zone; of the Date: field those it says.
                row(true, date(DateOf.INTERNAL, Relation.ON, "2026-04-01")),
                row(false, date(DateOf.INTERNAL, Relation.BEFORE, "2026-04-01")),
                row(true, date(DateOf.INTERNAL, Relation.BEFORE, "2026-04-02")),
                row(true, date(DateOf.INTERNAL, Relation.SINCE, "2026-04-01")),
                row(false, date(DateOf.INTERNAL, Relation.SINCE, "2026-04-02")),
                row(true, date(DateOf.SENT, Relation.ON, "2026-04-01")),
                row(false, date(DateOf.SENT, Relation.ON, "2026-04-02")),
                row(true, date(DateOf.SAVED, Relation.ON, "2026-04-01")),
                row(true, new SearchKey.Within(true, 30 * 86400)),
                row(false, new SearchKey.Within(true, 28 * 86400)),
                row(false, new SearchKey.Within(false, 30 * 86400)),
                row(true, new SearchKey.Within(false, 28 * 86400)),
                row(true, new SearchKey.Within(true, Long.MAX_VALUE)),
                row(true, header("FROM", "yamada@example")),
                row(true, header("From", "YAMADA, taro")),
                row(true, header("from", "Taro <yamada@")),
                row(true, header("from", "\"Yamada, Taro\" <")),
                row(false, header("from", "suzuki")),
                row(true, header("to", "staff")),
                row(true, header("to", "Suzuki \"S\"")),
                row(true, header("to", "suzuki")),
                row(true, header("to", "")),
                row(false, header("cc", "")),
                row(false, header("bcc", "a")),
                row(true, header("subject", "会議")),
                row(true, header("subject", "お知らせ")),
                row(false, header("subject", "おしらせ")),
                row(true, header("X-Empty", "")),
                row(false, header("X-Empty", "a")),
                row(false, header("X-None", "")),
                row(true, header("x-folded", "one two")),
                row(true, header("x-folded", "one  two")),
                row(true, header("Message-ID", "<1@example.jp>")),
                row(true, header("date", "1 apr 2026")),
                row(true, new SearchKey.Text(true, "会議")),
                row(false, new SearchKey.Text(false, "会議")),
                row(true, new SearchKey.Text(true, "subject: ")),
                row(true, new SearchKey.Text(false, "QUICK brown fox")),
                row(true, new SearchKey.Text(false, "jumps.")),
                row(true, new SearchKey.Text(false, "")),
                row(false, new SearchKey.Text(false, "foxjumps")),
                row(true, new SearchKey.Or(new SearchKey.Text(false, "no"), header("subject", "会議"))),
                row(
                        false,
                        new SearchKey.And(
                                List.of(new SearchKey.Text(false, "fox"), new SearchKey.Text(false, "hen")))));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void matchesByKey(boolean matches, SearchKey key) throws IOException {
        assertThat(matches(key, MEETING)).isEqualTo(matches);
        assertThat(matches(new SearchKey.Not(key), MEETING)).isEqualTo(!matches);
    }

    @ParameterizedTest
    @CsvSource({"Asia/Tokyo, 2026-04-02", "UTC, 2026-04-01", "America/New_York, 2026-04-01"})
    void reckonsInternalDatesByTheZone(ZoneId zone, LocalDate day) throws IOException {
        MailInMemory message = MailInMemory.of(1, "Date: 1 Jan 2001 00:00 +0000\n\n")
                .internalDate("2026-04-01T15:30:00Z")
                .saved("2026-04-01T15:30:00Z");
        SearchScope scope = scope(List.of(message), _ -> false, zone);
        assertThat(SearchMatcher.of(new SearchKey.Date(DateOf.INTERNAL, Relation.ON, day), scope)
                        .matches(message))
                .isTrue();
        assertThat(SearchMatcher.of(new SearchKey.Date(DateOf.SAVED, Relation.ON, day), scope)
                        .matches(message))
                .isTrue();
    }

    /// Whatever charset the mail is in and however wide its letters are, it is found by either width.
    @ParameterizedTest
    @CsvSource({
        "ISO-2022-JP, iso-2022-jp, バックアップのデータ, ﾊﾞｯｸｱｯﾌﾟ",
        "x-windows-iso2022jp, iso-2022-jp, 受付ﾊﾞｯｸｱｯﾌﾟ, バックアップ",
        "ISO-2022-JP, us-ascii, 会議室の予約, 会議室",
        "windows-31j, shift_jis, ﾊﾞｯｸｱｯﾌﾟのﾃﾞｰﾀ①, バックアップのデータ1",
        "windows-31j, x-sjis, ＡＢＣ商事, abc商事",
        "EUC-JP, euc-jp, ガス料金, ｶﾞｽ",
        "EUC-JP, us-ascii, ガスの料金のおしらせ, ｶﾞｽ",
        "UTF-8, utf-8, 〜テスト〜, ～ﾃｽﾄ～",
        "UTF-8, utf-8, か\u3099す, がす"
    })
    void findsJapaneseOfAnyWidth(String written, String label, String text, String wanted) throws IOException {
        String mail = "Subject: " + text + "\nContent-Type: text/plain; charset=" + label + "\n\nX" + text + "Y\n";
        MailInMemory message = MailInMemory.of(1, mail, Charset.forName(written));
        assertThat(matches(new SearchKey.Text(false, wanted), message)).isTrue();
        assertThat(matches(new SearchKey.Text(true, wanted), message)).isTrue();
        assertThat(matches(header("subject", wanted), message)).isTrue();
        assertThat(matches(new SearchKey.Text(true, wanted + "Z"), message)).isFalse();
    }

    @Test
    void findsWordsAcrossTheLinesOfJapaneseMail() throws IOException {
        MailInMemory message = MailInMemory.of(1, "\n\n明日は第一会\n議室でお会い\nしましょう。 OK\nですか\n");
        assertThat(matches(new SearchKey.Text(false, "第一会議室"), message)).isTrue();
        assertThat(matches(new SearchKey.Text(false, "ok ですか"), message)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "2:4, 2 3 4",
        "4:2, 2 3 4",
        "*, 5",
        "4:*, 4 5",
        "9:*, 5",
        "*:*, 5",
        "7, ''",
        "4:9, 4 5",
        "1 3 5, 1 3 5"
    })
    void findsBySequenceNumber(String ranges, String found) throws IOException {
        List<MailInMemory> messages = IntStream.rangeClosed(1, 5)
                .mapToObj(number -> MailInMemory.of(number, "\n").uid(number * 10L))
                .toList();
        assertThat(found(new SearchKey.Sequence(set(ranges)), messages)).isEqualTo(numbers(found));
    }

    @ParameterizedTest
    @CsvSource({"10, 1", "10:30, 1 2 3", "30:10, 1 2 3", "*, 5", "45:*, 5", "99:*, 5", "51, ''", "11 19 20, 2"})
    void findsByUid(String ranges, String found) throws IOException {
        List<MailInMemory> messages = IntStream.rangeClosed(1, 5)
                .mapToObj(number -> MailInMemory.of(number, "\n").uid(number * 10L))
                .toList();
        assertThat(found(new SearchKey.Uids(set(ranges)), messages)).isEqualTo(numbers(found));
    }

    @Test
    void findsWhatWasSaved() throws IOException {
        List<MailInMemory> messages = List.of(
                MailInMemory.of(1, "\n").uid(7), MailInMemory.of(2, "\n").uid(9));
        SearchScope scope = scope(messages, uid -> uid == 9, ZoneOffset.UTC);
        for (SearchKey key :
                List.of(new SearchKey.Sequence(SequenceSet.SAVED), new SearchKey.Uids(SequenceSet.SAVED))) {
            assertThat(SearchMatcher.of(key, scope).find(messages)).containsExactly(messages.getLast());
        }
    }

    /// RFC 5267 section 4.3: sequence numbers are those of the time of the command.
    @Test
    void keepsMeaningTheSameMessages() throws IOException {
        List<MailInMemory> messages = new ArrayList<>(List.of(
                MailInMemory.of(1, "\n").uid(7), MailInMemory.of(2, "\n").uid(9)));
        SearchMatcher second =
                SearchMatcher.of(new SearchKey.Sequence(set("2")), scope(messages, _ -> false, ZoneOffset.UTC));
        MailInMemory now = MailInMemory.of(1, "\n").uid(9);
        assertThat(second.matches(now)).isTrue();
        assertThat(second.matches(MailInMemory.of(2, "\n").uid(11))).isFalse();
    }

    @Test
    void findsNothingInAnEmptyFolder() throws IOException {
        SearchScope scope = scope(List.of(), _ -> false, ZoneOffset.UTC);
        for (SearchKey key : List.of(
                new SearchKey.Sequence(set("*")), new SearchKey.Sequence(set("1:*")), new SearchKey.Uids(set("*")))) {
            assertThat(SearchMatcher.of(key, scope).find(List.<MailInMemory>of()))
                    .isEmpty();
        }
    }

    private static SequenceSet set(String ranges) {
        return new SequenceSet(
                Arrays.stream(ranges.split(" "))
                        .map(range -> {
                            String[] ends = range.split(":");
                            return new Range(number(ends[0]), number(ends[ends.length - 1]));
                        })
                        .toList(),
                false);
    }

    private static long number(String text) {
        return text.equals("*") ? SequenceSet.STAR : Long.parseLong(text);
    }

    private static List<Integer> numbers(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
    }

    private static List<Integer> found(SearchKey key, List<MailInMemory> messages) throws IOException {
        return SearchMatcher.of(key, scope(messages, _ -> false, ZoneOffset.UTC)).find(messages).stream()
                .map(SearchedMessage::sequence)
                .toList();
    }

    @Test
    void asksWhatIsCheapFirst() throws IOException {
        SearchKey dear = new SearchKey.Or(new SearchKey.Text(false, "fox"), new SearchKey.Text(true, "hen"));
        SearchKey key = new SearchKey.And(List.of(
                dear,
                header("subject", "x"),
                new SearchKey.And(List.of(header("x-folded", "one"), new SearchKey.Flagged("\\Deleted")))));
        MailInMemory message = MailInMemory.of(1, "X-Folded: one\n\nfox");
        assertThat(matches(key, message)).isFalse();
        assertThat(message.headersRead()).isZero();
        assertThat(message.textsRead()).isZero();
        assertThat(matches(new SearchKey.Or(dear, ALL), message)).isTrue();
        assertThat(message.textsRead()).isZero();
    }

    @Test
    void readsATextOnceForAllItsWords() throws IOException {
        MailInMemory message = MailInMemory.of(1, "\n\none two three\n");
        SearchKey key = new SearchKey.And(Stream.of("one", "two", "three")
                .<SearchKey>map(word -> new SearchKey.Text(false, word))
                .toList());
        assertThat(matches(key, message)).isTrue();
        assertThat(message.textsRead()).isEqualTo(1);
    }

    @Test
    void tellsWhetherItNeedsFiles() {
        SearchScope scope = scope(List.of(), _ -> false, ZoneOffset.UTC);
        SearchKey flags = new SearchKey.Or(new SearchKey.Flagged("a"), new SearchKey.Not(new SearchKey.ModSeq(1)));
        assertThat(SearchMatcher.of(flags, scope).numbersAlone()).isTrue();
        assertThat(SearchMatcher.asksModSeq(flags)).isTrue();
        SearchKey dates = new SearchKey.And(List.of(flags, new SearchKey.Within(true, 1)));
        assertThat(SearchMatcher.of(dates, scope).numbersAlone()).isFalse();
        assertThat(SearchMatcher.asksModSeq(new SearchKey.Within(true, 1))).isFalse();
    }

    /// Every key means what a plain reading of it means, in whatever order its parts are asked.
    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithAPlainReading(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        List<MailInMemory> messages = IntStream.rangeClosed(1, 8)
                .mapToObj(number -> MailInMemory.of(
                                number, "Subject: " + seeded.text("abc ", 4) + "\n\n" + seeded.text("abcé ", 12))
                        .uid(number * 3L)
                        .flags(seeded.oneOf(List.of("x", "y")), "z"))
                .toList();
        SearchScope scope = scope(messages, uid -> uid % 2 == 0, ZoneOffset.UTC);
        SearchKey key = key(seeded, 4);
        SearchMatcher matcher = SearchMatcher.of(key, scope);
        for (MailInMemory message : messages) {
            assertThat(matcher.matches(message)).as("%s", key).isEqualTo(plainly(key, message, messages));
        }
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(300);
    }

    private static SearchKey key(Seeded seeded, int depth) {
        String text = seeded.text("abcÉ ", 3);
        int low = seeded.between(1, 9);
        return switch (seeded.between(depth > 0 ? 0 : 3, 9)) {
            case 0 ->
                new SearchKey.And(IntStream.range(0, seeded.between(0, 4))
                        .mapToObj(_ -> key(seeded, depth - 1))
                        .toList());
            case 1 -> new SearchKey.Or(key(seeded, depth - 1), key(seeded, depth - 1));
            case 2 -> new SearchKey.Not(key(seeded, depth - 1));
            case 3 -> new SearchKey.Flagged(seeded.oneOf(List.of("X", "y", "z", "w")));
            case 4 -> new SearchKey.Sequence(set(low + ":" + seeded.oneOf(List.of("2", "7", "*"))));
            case 5 -> new SearchKey.Uids(set(low + ":" + seeded.oneOf(List.of("9", "22", "*"))));
            case 6 -> new SearchKey.Sequence(SequenceSet.SAVED);
            case 7 -> header("subject", text);
            default -> new SearchKey.Text(seeded.chance(0.5), text);
        };
    }

    private static boolean plainly(SearchKey key, MailInMemory message, List<MailInMemory> all) throws IOException {
        return switch (key) {
            case SearchKey.And and -> {
                boolean every = true;
                for (SearchKey inner : and.keys()) {
                    every &= plainly(inner, message, all);
                }
                yield every;
            }
            case SearchKey.Or or -> plainly(or.one(), message, all) | plainly(or.other(), message, all);
            case SearchKey.Not not -> !plainly(not.key(), message, all);
            case SearchKey.Flagged flagged ->
                Set.of("X", "y", "z").contains(flagged.flag()) && message.flagged(flagged.flag());
            case SearchKey.Sequence sequence ->
                sequence.messages().saved()
                        ? message.uid() % 2 == 0
                        : within(sequence.messages(), message.sequence(), all.size());
            case SearchKey.Uids uids ->
                within(uids.uids(), message.uid(), all.getLast().uid());
            case SearchKey.Header header ->
                contains(String.join("", message.header("subject")).strip(), header.text());
            case SearchKey.Text text -> {
                StringBuilder whole = new StringBuilder();
                message.text(text.header(), true, piece -> {
                    whole.append(piece);
                    return false;
                });
                yield contains(whole.toString(), text.text());
            }
            default -> throw new AssertionError(key);
        };
    }

    private static boolean within(SequenceSet set, long number, long star) {
        Range range = set.ranges().getFirst();
        long first = range.first() == SequenceSet.STAR ? star : range.first();
        long last = range.last() == SequenceSet.STAR ? star : range.last();
        return number >= Math.min(first, last) && number <= Math.max(first, last);
    }

    private static boolean contains(String text, String wanted) {
        return plain(text).contains(plain(wanted));
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", " ").toUpperCase(java.util.Locale.ROOT);
    }

    @Test
    void searchesFlagsOfAHundredThousandInNoTime() throws IOException {
        List<MailInMemory> messages = IntStream.rangeClosed(1, 100_000)
                .mapToObj(number -> MailInMemory.of(number, "").flags(number % 3 == 0 ? "\\Seen" : "\\Flagged"))
                .toList();
        SearchKey key = new SearchKey.And(
                List.of(new SearchKey.Not(new SearchKey.Flagged("\\Seen")), new SearchKey.Uids(set("1:*"))));
        SearchMatcher matcher = SearchMatcher.of(key, scope(messages, _ -> false, ZoneOffset.UTC));
        assertThat(matcher.find(messages)).hasSize(66_667);
        long begin = System.nanoTime();
        matcher.find(messages);
        assertThat((System.nanoTime() - begin) / 1_000_000).as("milliseconds").isLessThan(1000);
    }
}
