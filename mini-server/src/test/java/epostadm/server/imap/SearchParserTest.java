package epostadm.server.imap;

import static epostadm.server.imap.FetchParserTest.parse;
import static epostadm.server.imap.ImapParserTest.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.server.imap.SearchKey.DateOf;
import epostadm.server.imap.SearchKey.Relation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SearchParserTest {

    private static final SearchKey SEEN = new SearchKey.Flagged("\\Seen");

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of("ALL", new SearchKey.All()),
                Arguments.of("unseen", new SearchKey.Not(SEEN)),
                Arguments.of("(SEEN)", SEEN),
                Arguments.of("NEW", new SearchKey.And(List.of(new SearchKey.Recent(), new SearchKey.Not(SEEN)))),
                Arguments.of("OLD", new SearchKey.Not(new SearchKey.Recent())),
                Arguments.of("KEYWORD $Junk", new SearchKey.Flagged("$Junk")),
                Arguments.of("UNKEYWORD a", new SearchKey.Not(new SearchKey.Flagged("a"))),
                Arguments.of("1:3,5 SEEN", new SearchKey.And(List.of(new SearchKey.Sequence(set("1:3,5")), SEEN))),
                Arguments.of("UID 7:*", new SearchKey.Uids(set("7:*"))),
                Arguments.of("$", new SearchKey.Sequence(set("$"))),
                Arguments.of("OR SEEN NOT ALL", new SearchKey.Or(SEEN, new SearchKey.Not(new SearchKey.All()))),
                Arguments.of(
                        "OR (SEEN ALL) (ALL)",
                        new SearchKey.Or(new SearchKey.And(List.of(SEEN, new SearchKey.All())), new SearchKey.All())),
                Arguments.of("SUBJECT \"a b\"", new SearchKey.Header("SUBJECT", "a b")),
                Arguments.of("HEADER X-Mailer \"\"", new SearchKey.Header("X-Mailer", "")),
                Arguments.of("TEXT {3+}\r\na b", new SearchKey.Text(true, "a b")),
                Arguments.of("BODY x", new SearchKey.Text(false, "x")),
                Arguments.of("LARGER 4294967296", new SearchKey.Size(true, 4294967296L)),
                Arguments.of("YOUNGER 259200", new SearchKey.Within(true, 259200)),
                Arguments.of("BEFORE 1-Feb-1994", date(DateOf.INTERNAL, Relation.BEFORE)),
                Arguments.of("senton \"01-feb-1994\"", date(DateOf.SENT, Relation.ON)),
                Arguments.of("SAVEDSINCE 1-FEB-1994", date(DateOf.SAVED, Relation.SINCE)),
                Arguments.of("SAVEDATESUPPORTED", new SearchKey.SaveDateSupported()),
                Arguments.of("MODSEQ \"/flags/\\\\draft\" all 620162338", new SearchKey.ModSeq(620162338)),
                Arguments.of("MODSEQ 0", new SearchKey.ModSeq(0)),
                Arguments.of("EMAILID M1", new SearchKey.EmailId("M1")),
                Arguments.of("THREADID T1", new SearchKey.ThreadId("T1")));
    }

    private static SearchKey date(DateOf of, Relation relation) {
        return new SearchKey.Date(of, relation, LocalDate.of(1994, 2, 1));
    }

    @ParameterizedTest
    @MethodSource("good")
    void readsEveryKey(String said, SearchKey expected) throws Exception {
        assertThat(parse("SEARCH " + said))
                .isEqualTo(new ImapCommand.Search(false, Optional.empty(), Optional.empty(), expected));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("SEARCH", "space expected"),
                Arguments.of("SEARCH ", "missing search key"),
                Arguments.of("SEARCH X", "unknown search key"),
                Arguments.of("SEARCH SENT 1-Feb-1994", "unknown search key"),
                Arguments.of("SEARCH ()", "missing search key"),
                Arguments.of("SEARCH (ALL", "')' expected"),
                Arguments.of("SEARCH ALL)", "too many arguments"),
                Arguments.of("SEARCH OR ALL", "space expected"),
                Arguments.of("SEARCH SUBJECT", "space expected"),
                Arguments.of("SEARCH BEFORE 31-Feb-1994", "no such date"),
                Arguments.of("SEARCH BEFORE 1994-02-01", "bad date"),
                Arguments.of("SEARCH BEFORE 1-Foo-1994", "no such date"),
                Arguments.of("SEARCH OLDER 0", "bad interval"),
                Arguments.of("SEARCH LARGER x", "missing size"),
                Arguments.of("SEARCH MODSEQ \"/x/a\" all 1", "bad entry name"),
                Arguments.of("SEARCH MODSEQ \"/flags/a\" some 1", "bad entry type"),
                Arguments.of("SEARCH CHARSET UTF-8", "space expected"),
                Arguments.of("SEARCH CHARSET UTF-8 TEXT {1+}\r\n\u00e9", "text is not in its charset"),
                Arguments.of("SEARCH RETURN (X) ALL", "unknown option"),
                Arguments.of("SEARCH RETURN (ALL PARTIAL 1:2) ALL", "ALL and PARTIAL exclude each other"),
                Arguments.of("SEARCH RETURN (PARTIAL 1:2 PARTIAL 3:4) ALL", "PARTIAL twice"),
                Arguments.of("SORT () UTF-8 ALL", "missing sort key"),
                Arguments.of("SORT (REVERSE) UTF-8 ALL", "space expected"),
                Arguments.of("SORT (X) UTF-8 ALL", "unknown sort key"),
                Arguments.of("SORT (DATE) UTF-8", "space expected"),
                Arguments.of("SORT (DATE) ALL", "space expected"),
                Arguments.of("THREAD REFS UTF-8 ALL", "unknown algorithm"),
                Arguments.of("SEARCH " + "NOT ".repeat(50) + "ALL", "search keys are nested too deep"),
                Arguments.of("SEARCH " + "(".repeat(50) + "ALL", "search keys are nested too deep"),
                Arguments.of("SEARCH " + "OR ALL ".repeat(60000), "line too long"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void saysWhatIsWrong(String said, String expected) {
        assertThatThrownBy(() -> parse(said))
                .isInstanceOf(ImapSyntaxException.class)
                .hasMessage(expected);
    }

    @Test
    void nestsAsDeepAsItMay() throws Exception {
        assertThat(parse("SEARCH " + "NOT ".repeat(49) + "ALL")).isInstanceOf(ImapCommand.Search.class);
        assertThat(parse("SEARCH " + "(ALL) ".repeat(500) + "ALL")).isInstanceOf(ImapCommand.Search.class);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "iso-2022-jp", "Shift_JIS", "shift-jis", "x-sjis", "cp932", "EUC-JP", "windows-31j"})
    void decodesWhatIsSearchedFor(String label) throws Exception {
        Charset charset = Charset.forName(label.equals("shift-jis") ? "Shift_JIS" : label);
        byte[] octets = "会議の件".getBytes(charset);
        String said = "SEARCH CHARSET \"" + label + "\" SUBJECT {" + octets.length + "+}\r\n"
                + new String(octets, StandardCharsets.ISO_8859_1);
        assertThat(parse(said))
                .isEqualTo(new ImapCommand.Search(
                        false, Optional.empty(), Optional.of(label), new SearchKey.Header("SUBJECT", "会議の件")));
    }

    @Test
    void takesVendorsCharactersUnderTheNamesOfTheStandard() throws Exception {
        // ① and ㈱ are Windows' own; every Japanese client writes them.
        assertThat(parse("SEARCH CHARSET Shift_JIS TEXT {4+}\r\n\u0087\u0040\u0087\u008a"))
                .isEqualTo(new ImapCommand.Search(
                        false, Optional.empty(), Optional.of("Shift_JIS"), new SearchKey.Text(true, "①㈱")));
    }

    static Stream<Arguments> returns() {
        return Stream.of(
                Arguments.of("()", SearchReturn.ALL),
                Arguments.of("(ALL)", SearchReturn.ALL),
                Arguments.of("(MIN MAX COUNT)", returned(true, true, false, true, false, false, false)),
                Arguments.of("(SAVE)", returned(false, false, false, false, true, false, false)),
                Arguments.of("(CONTEXT)", returned(false, false, true, false, false, false, true)),
                Arguments.of("(UPDATE COUNT)", returned(false, false, false, true, false, true, false)),
                Arguments.of(
                        "(UPDATE (UID FLAGS) SAVE)",
                        new SearchReturn(
                                false,
                                false,
                                false,
                                false,
                                true,
                                true,
                                List.of(FetchItem.Plain.UID, FetchItem.Plain.FLAGS),
                                false,
                                Optional.empty())),
                Arguments.of(
                        "(PARTIAL 500:1)",
                        new SearchReturn(
                                false,
                                false,
                                false,
                                false,
                                false,
                                false,
                                false,
                                Optional.of(new PartialRange(500, 1)))));
    }

    private static SearchReturn returned(
            boolean min, boolean max, boolean all, boolean count, boolean save, boolean update, boolean context) {
        return new SearchReturn(min, max, all, count, save, update, context, Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("returns")
    void readsWhatIsToBeReturned(String said, SearchReturn expected) throws Exception {
        assertThat(parse("UID SEARCH RETURN " + said + " CHARSET UTF-8 ALL"))
                .isEqualTo(
                        new ImapCommand.Search(true, Optional.of(expected), Optional.of("UTF-8"), new SearchKey.All()));
    }

    @Test
    void readsSortAndThread() throws Exception {
        assertThat(parse("SORT RETURN (COUNT) (REVERSE DATE DISPLAYFROM) UTF-8 ALL SEEN"))
                .isEqualTo(new ImapCommand.Sort(
                        false,
                        Optional.of(returned(false, false, false, true, false, false, false)),
                        List.of(
                                new SortCriterion(SortCriterion.Key.DATE, true),
                                new SortCriterion(SortCriterion.Key.DISPLAYFROM, false)),
                        new SearchKey.And(List.of(new SearchKey.All(), SEEN))));
        assertThat(parse("UID THREAD references us-ascii ALL"))
                .isEqualTo(new ImapCommand.Thread(true, ImapCommand.ThreadAlgorithm.REFERENCES, new SearchKey.All()));
    }
}
