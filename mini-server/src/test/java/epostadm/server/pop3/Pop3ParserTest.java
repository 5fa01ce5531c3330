package epostadm.server.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.fixtures.Seeded;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Pop3ParserTest {

    private static final String DIGEST = "c4c9334bac560ecc979e58001b3e22fb";

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of("CAPA", new Pop3Command.Capa()),
                Arguments.of("capa ", new Pop3Command.Capa()),
                Arguments.of("Stls", new Pop3Command.Stls()),
                Arguments.of("UTF8", new Pop3Command.Utf8()),
                Arguments.of("USER sato", new Pop3Command.User("sato")),
                Arguments.of("USER 佐藤@a.example", new Pop3Command.User("佐藤@a.example")),
                Arguments.of("PASS secret", new Pop3Command.Pass("secret")),
                Arguments.of("pass  a b ", new Pop3Command.Pass(" a b ")),
                Arguments.of("PASS ひみつ", new Pop3Command.Pass("ひみつ")),
                Arguments.of("APOP sato " + DIGEST, new Pop3Command.Apop("sato", DIGEST)),
                Arguments.of(
                        "APOP sato " + DIGEST.toUpperCase(java.util.Locale.ROOT), new Pop3Command.Apop("sato", DIGEST)),
                Arguments.of("AUTH cram-md5", new Pop3Command.Auth("CRAM-MD5", Optional.empty())),
                Arguments.of("AUTH PLAIN AGEAYg==", new Pop3Command.Auth("PLAIN", Optional.of("AGEAYg=="))),
                Arguments.of("AUTH PLAIN =", new Pop3Command.Auth("PLAIN", Optional.of("="))),
                Arguments.of("STAT", new Pop3Command.Stat()),
                Arguments.of("LIST", new Pop3Command.List(OptionalInt.empty())),
                Arguments.of("LIST 7", new Pop3Command.List(OptionalInt.of(7))),
                Arguments.of("UIDL", new Pop3Command.Uidl(OptionalInt.empty())),
                Arguments.of("uidl 007", new Pop3Command.Uidl(OptionalInt.of(7))),
                Arguments.of("RETR 1", new Pop3Command.Retr(1)),
                Arguments.of("RETR 99999999999", new Pop3Command.Retr(Integer.MAX_VALUE)),
                Arguments.of("TOP 1 0", new Pop3Command.Top(1, 0)),
                Arguments.of("TOP 1 9999999999", new Pop3Command.Top(1, Integer.MAX_VALUE)),
                Arguments.of("DELE 2", new Pop3Command.Dele(2)),
                Arguments.of("NOOP", new Pop3Command.Noop()),
                Arguments.of("RSET", new Pop3Command.Rset()),
                Arguments.of("QUIT", new Pop3Command.Quit()));
    }

    @ParameterizedTest
    @MethodSource("good")
    void readsEveryCommand(String line, Pop3Command expected) throws Pop3SyntaxException {
        assertThat(parse(line)).isEqualTo(expected);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("", "unknown command"),
                Arguments.of(" STAT", "unknown command"),
                Arguments.of("XYZZY", "unknown command"),
                Arguments.of("STATUS", "unknown command"),
                Arguments.of("STAT 1", "too many arguments"),
                Arguments.of("LIST 1 2", "too many arguments"),
                Arguments.of("QUIT now", "too many arguments"),
                Arguments.of("USER", "missing name"),
                Arguments.of("USER ", "missing name"),
                Arguments.of("USER a b", "too many arguments"),
                Arguments.of("USER  a", "two spaces between arguments"),
                Arguments.of("PASS", "missing password"),
                Arguments.of("PASS ", "missing password"),
                Arguments.of("APOP sato", "missing digest"),
                Arguments.of("APOP sato 12", "bad digest"),
                Arguments.of("AUTH", "missing mechanism"),
                Arguments.of("AUTH PL*IN", "bad mechanism"),
                Arguments.of("AUTH PLAIN a*b", "bad initial response"),
                Arguments.of("AUTH PLAIN ab= x", "too many arguments"),
                Arguments.of("RETR", "missing message number"),
                Arguments.of("RETR 0", "bad message number"),
                Arguments.of("RETR -1", "bad message number"),
                Arguments.of("RETR +1", "bad message number"),
                Arguments.of("RETR ١", "bad message number"),
                Arguments.of("RETR one", "bad message number"),
                Arguments.of("RETR 1234567890123456789", "bad message number"),
                Arguments.of("TOP 1", "missing number of lines"),
                Arguments.of("TOP 1 -1", "bad number of lines"),
                Arguments.of("NO\0OP", "control character"),
                Arguments.of("NOOP\r", "control character"),
                Arguments.of("NOOP\t", "control character"),
                Arguments.of("PASS " + "x".repeat(249), "line too long"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void saysWhatIsWrongWithALine(String line, String expected) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(Pop3SyntaxException.class)
                .hasMessage(expected);
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void refusesWhatIsNotUtf8(byte[] line) {
        assertThatThrownBy(() -> Pop3Parser.parse(line)).hasMessage("not UTF-8");
    }

    static Stream<byte[]> notUtf8() {
        return Stream.of("USER \u00e9", "\u00ff", "PASS \u00c0\u0080")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsOrRefusesWhateverItIsGiven(long seed) {
        Seeded seeded = Seeded.of(seed);
        String keyword = seeded.oneOf(List.of("USER", "APOP", "AUTH", "RETR", "TOP", "LIST", "PASS", "", "QUIT"));
        String line = keyword + " " + seeded.awkwardText(30);
        try {
            assertThat(parse(line)).isNotNull();
        } catch (Pop3SyntaxException e) {
            assertThat(e.getMessage()).matches("[\\x20-\\x7E]+");
        }
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(500);
    }

    private static Pop3Command parse(String line) throws Pop3SyntaxException {
        return Pop3Parser.parse(line.getBytes(StandardCharsets.UTF_8));
    }
}
