package epostadm.mailstore.account;

import static epostadm.mailstore.account.AccountTextEncoding.WINDOWS_31J;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.fixtures.Seeded;
import epostadm.mailstore.mail.AccountName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTextReaderTest {

    private static final String GOOD = "user\tpass1234\tuser\tdomain.jp\tHome\t1\t1\t0\t1\t1";

    private final FileSystem fileSystem = Jimfs.newFileSystem(Configuration.unix());
    private final Path file = fileSystem.getPath("/import.txt");

    @AfterEach
    void closeFileSystem() throws IOException {
        fileSystem.close();
    }

    private List<AccountLine> read(String text, Charset charset) throws IOException {
        return read(text.getBytes(charset), charset);
    }

    private List<AccountLine> read(byte[] text, Charset charset) throws IOException {
        Files.write(file, text);
        return readFile(charset);
    }

    private List<AccountLine> readFile(Charset charset) throws IOException {
        List<AccountLine> lines = new ArrayList<>();
        try (AccountTextReader reader = AccountTextReader.open(file, charset)) {
            reader.forEachRemaining(lines::add);
        }
        return lines;
    }

    private static ImportedAccount account(AccountLine line) {
        assertThat(line).isInstanceOf(AccountLine.Valid.class);
        return ((AccountLine.Valid) line).account();
    }

    @Test
    void readsTheVendorsExample() throws IOException {
        assertThat(read(GOOD + "\n", UTF_8))
                .containsExactly(new AccountLine.Valid(
                        1,
                        new ImportedAccount(
                                new AccountName("user"),
                                new GivenPassword.Clear("pass1234"),
                                "user",
                                "domain.jp",
                                "Home",
                                true,
                                true,
                                0,
                                true,
                                true)));
    }

    static Stream<Arguments> badLines() {
        return Stream.of(
                bad(Reason.LINE_TOO_LONG, Column.WHOLE_LINE, GOOD + "x".repeat(70_000), ""),
                bad(Reason.NUL_BYTE, Column.FULLNAME, "a\tp\tx\0y\td\th\t1\t1\t0\t1\t1", "\\0"),
                bad(Reason.LONE_CARRIAGE_RETURN, Column.IMAP4, GOOD + "\r" + GOOD, "\\r"),
                bad(Reason.LONE_CARRIAGE_RETURN, Column.PASS, "a\tp\rx", ""),
                bad(Reason.CONTROL_CHARACTER, Column.ACCOUNT, "a\u0001\tp\tx\td\th\t1\t1\t0\t1\t1", "\\u0001"),
                bad(Reason.CONTROL_CHARACTER, Column.HOMEFOLDER, "a\tp\tx\td\th\u0085\t1\t1\t0\t1\t1", "\\u0085"),
                bad(Reason.CONTROL_CHARACTER, Column.PASS, "a\tp\u007f\tx\td\th\t1\t1\t0\t1\t1", ""),
                bad(Reason.HEADER_LINE, Column.WHOLE_LINE, "ACCOUNT\tPass\tFullname", "ACCOUNT"),
                bad(Reason.HEADER_LINE, Column.WHOLE_LINE, "アカウント\tパスワード\t氏名\tドメイン\t5\t6\t7\t8\t9\t10", "アカウント"),
                bad(
                        Reason.HEADER_LINE,
                        Column.WHOLE_LINE,
                        "Account\tPass\tFullname\tDomain\tHomefolder\tSMTPauth\tAPOP\tMailBoxSize\tPOP3\tIMAP4",
                        "Account"),
                bad(Reason.TOO_FEW_COLUMNS, Column.WHOLE_LINE, "a\tp\tx\td\th\t1\t1\t0\t1", "9"),
                bad(Reason.TOO_FEW_COLUMNS, Column.WHOLE_LINE, "user,pass1234,user", "1"),
                bad(Reason.TOO_MANY_COLUMNS, Column.WHOLE_LINE, GOOD + "\t", "11"),
                bad(Reason.NAME_EMPTY, Column.ACCOUNT, "\tp\tx\td\th\t1\t1\t0\t1\t1", ""),
                bad(Reason.NAME_TOO_LONG, Column.ACCOUNT, "a".repeat(21) + rest(), "a".repeat(21)),
                bad(Reason.NAME_FORBIDDEN_CHARACTER, Column.ACCOUNT, "../x" + rest(), "../x"),
                bad(Reason.NAME_NOT_ASCII, Column.ACCOUNT, "山田" + rest(), "山田"),
                bad(Reason.NAME_DOT_AT_AN_END, Column.ACCOUNT, ".." + rest(), ".."),
                bad(Reason.NAME_DOUBLE_DOT, Column.ACCOUNT, "a..b" + rest(), "a..b"),
                bad(Reason.NAME_SPACE_AT_AN_END, Column.ACCOUNT, "a " + rest(), "a "),
                bad(Reason.NAME_LEADING_TILDE, Column.ACCOUNT, "~a" + rest(), "~a"),
                bad(Reason.NAME_RESERVED_BY_WINDOWS, Column.ACCOUNT, "Con" + rest(), "Con"),
                bad(Reason.EMPTY_PASSWORD, Column.PASS, password(""), ""),
                bad(Reason.EMPTY_PASSWORD, Column.PASS, password("{PLAIN}"), ""),
                bad(Reason.STARRED_PASSWORD, Column.PASS, password("*****"), "a"),
                bad(Reason.PASSWORD_PROHIBITED_CHARACTER, Column.PASS, password("a\ue000"), ""),
                bad(Reason.PASSWORD_PROHIBITED_CHARACTER, Column.PASS, password("{PLAIN}a\ue000"), ""),
                bad(Reason.HASHED_PASSWORD_UNKNOWN_SCHEME, Column.PASS, password("{MD5}abc"), ""),
                bad(Reason.HASHED_PASSWORD_UNKNOWN_SCHEME, Column.PASS, password("{x}"), ""),
                bad(Reason.HASHED_PASSWORD_MALFORMED, Column.PASS, password("{SCRAM-SHA-256}abc"), ""),
                bad(Reason.HASHED_PASSWORD_MALFORMED, Column.PASS, password("{SHA512-CRYPT}"), ""),
                bad(Reason.FLAG_NOT_0_OR_1, Column.SMTP_AUTH, "a\tp\tx\td\th\t\t1\t0\t1\t1", ""),
                bad(Reason.FLAG_NOT_0_OR_1, Column.APOP, "a\tp\tx\td\th\t1\t2\t0\t1\t1", "2"),
                bad(Reason.FLAG_NOT_0_OR_1, Column.POP3, "a\tp\tx\td\th\t1\t1\t0\t1 \t1", "1 "),
                bad(Reason.FLAG_NOT_0_OR_1, Column.IMAP4, "a\tp\tx\td\th\t1\t1\t0\t1\t１", "１"),
                bad(Reason.SIZE_NOT_A_NUMBER, Column.MAIL_BOX_SIZE, size(""), ""),
                bad(Reason.SIZE_NOT_A_NUMBER, Column.MAIL_BOX_SIZE, size("10M"), "10M"),
                bad(Reason.SIZE_NOT_A_NUMBER, Column.MAIL_BOX_SIZE, size("+1"), "+1"),
                bad(Reason.SIZE_NOT_A_NUMBER, Column.MAIL_BOX_SIZE, size("x".repeat(99)), "x".repeat(39) + "…"),
                bad(Reason.SIZE_NEGATIVE, Column.MAIL_BOX_SIZE, size("-1"), "-1"),
                bad(Reason.SIZE_TOO_LARGE, Column.MAIL_BOX_SIZE, size("9223372036854775808"), "9223372036854775808"));
    }

    private static Arguments bad(Reason reason, Column column, String line, String found) {
        return arguments(reason, column, line, found);
    }

    private static String rest() {
        return "\tp\tx\td\th\t1\t1\t0\t1\t1";
    }

    private static String password(String password) {
        return "a\t" + password + "\tx\td\th\t1\t1\t0\t1\t1";
    }

    private static String size(String size) {
        return "a\tp\tx\td\th\t1\t1\t" + size + "\t1\t1";
    }

    @ParameterizedTest
    @MethodSource("badLines")
    void saysWhereAndWhyALineIsBad(Reason reason, Column column, String line, String found) throws IOException {
        for (String end : List.of("\n", "\r\n", "")) {
            assertThat(read(line + end, UTF_8)).containsExactly(new AccountLine.Flawed(1, column, reason, found));
        }
        // A header stands at the top only; elsewhere the same cells are wrong for another reason.
        assertThat(read("other" + rest() + "\n" + line + "\r\n\r\nuser2" + rest(), UTF_8))
                .hasSize(3)
                .satisfies(lines -> {
                    assertThat(lines.get(1).line()).isEqualTo(2);
                    assertThat(lines.get(1)).isInstanceOf(AccountLine.Flawed.class);
                    assertThat(lines.get(2).line()).isEqualTo(4);
                    assertThat(account(lines.get(2)).name()).isEqualTo(new AccountName("user2"));
                });
    }

    @Test
    void knowsARowForEveryReason() {
        Set<Reason> covered = EnumSet.of(
                Reason.DUPLICATE, // reportsTheFirstSpellingOfADuplicate
                Reason.STARRED_PASSWORD_WITHOUT_ACCOUNT, // StarredPasswordsTest
                Reason.STARRED_PASSWORD_OF_VENDOR, // StarredYearEndTest
                Reason.UNDECODABLE_BYTES, // reportsBytesThatTheEncodingLacks
                Reason.NAME_CONTROL_CHARACTER); // CONTROL_CHARACTER comes before
        badLines().forEach(row -> covered.add((Reason) row.get()[0]));
        assertThat(covered).containsExactlyInAnyOrder(Reason.values());
    }

    @Test
    void reportsBytesThatTheEncodingLacks() throws IOException {
        byte[] text = ("a\tp\t\u0081\u0020\td\th\t1\t1\t0\t1\t1\nb\tp\u00ff\tx\n").getBytes(ISO_8859_1);
        assertThat(read(text, WINDOWS_31J))
                .containsExactly(
                        new AccountLine.Flawed(1, Column.FULLNAME, Reason.UNDECODABLE_BYTES, "\\x81"),
                        new AccountLine.Flawed(2, Column.PASS, Reason.UNDECODABLE_BYTES, ""));
        assertThat(read(GOOD.replace("Home", "下書き").getBytes(WINDOWS_31J), UTF_8))
                .containsExactly(new AccountLine.Flawed(1, Column.HOMEFOLDER, Reason.UNDECODABLE_BYTES, "\\x89"));
    }

    @Test
    void reportsTheFirstSpellingOfADuplicate() throws IOException {
        assertThat(read("User" + rest() + "\nuser\tp\nUSER" + rest() + "\nuser" + rest().replace("p", ""), UTF_8))
                .element(2)
                .isEqualTo(new AccountLine.Duplicate(3, new AccountName("USER"), 1, new AccountName("User")))
                .extracting(line -> ((AccountLine.Duplicate) line).firstName().text())
                .isEqualTo("User");
        assertThat(read("user" + rest().replace("p", "") + "\nUSER" + rest(), UTF_8))
                .as("a line that is not valid does not count as the first")
                .element(1)
                .isInstanceOf(AccountLine.Valid.class);
    }

    @Test
    void takesAnAccountCalledAccountForWhatItIs() throws IOException {
        assertThat(account(read("account" + rest(), UTF_8).getFirst()).name()).isEqualTo(new AccountName("account"));
    }

    @Test
    void findsTheHeaderBelowBlankLines() throws IOException {
        assertThat(read("\r\n  \r\naccount\tpass\r\n", UTF_8))
                .containsExactly(new AccountLine.Flawed(3, Column.WHOLE_LINE, Reason.HEADER_LINE, "account"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"", "\"a", "a\"b\"", "\\", "\\t", "#", "# x", " ", " a ", "'", "\ufffe", "\uffff", "\u2028", ",", ";"
            })
    void keepsEveryCellAsItStands(String cell) throws IOException {
        String password = Password.flaw(cell).isEmpty() ? cell + "x" : "p";
        String line = "#a\t" + password + "\t" + cell + "\t" + cell + "\t" + cell + "\t1\t1\t0\t1\t1\r\n";
        List<AccountLine> lines = read(line + line.replace("#a", "#b"), UTF_8);
        assertThat(lines).extracting(AccountLine::line).containsExactly(1, 2);
        ImportedAccount account = account(lines.get(1));
        assertThat(account.password()).isEqualTo(new GivenPassword.Clear(password));
        assertThat(List.of(account.fullName(), account.domain(), account.home()))
                .containsOnly(cell);
        assertThat(account.name().text()).isEqualTo("#b");
    }

    @Test
    void takesStoredPasswordsAsTheyAre() throws IOException {
        assertThat(account(read(password("{plain}{x}y"), UTF_8).getFirst()).password())
                .isEqualTo(new GivenPassword.Stored(new Password("plain", "{x}y")));
    }

    @Test
    void neverShowsAPassword() throws IOException {
        List<AccountLine> lines = read(
                password("geheim") + "\n" + password("{PLAIN}geheim").replace("a\t", "b\t") + "\n"
                        + password("{X}geheim") + "\n" + password("geheim\ue000") + "\nx\tgeheim",
                UTF_8);
        assertThat(lines).hasSize(5);
        assertThat(lines.toString()).doesNotContain("geheim");
    }

    @Test
    void skipsTheByteOrderMarkOfUtf8() throws IOException {
        assertThat(read("\ufeff" + GOOD + "\n", UTF_8)).singleElement().isInstanceOf(AccountLine.Valid.class);
        assertThat(read("\ufeff", UTF_8)).isEmpty();
    }

    @Test
    void obeysTheLimitForNames() throws IOException {
        Files.writeString(file, "a".repeat(30) + rest());
        try (AccountTextReader reader = AccountTextReader.open(file, UTF_8, 30, StarredPasswords.REFUSED)) {
            assertThat(reader.next()).get().isInstanceOf(AccountLine.Valid.class);
            assertThat(reader.next()).isEmpty();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountTextReader.open(file, UTF_8, 65, StarredPasswords.REFUSED));
    }

    @Test
    void countsLinesPastOneOfTenMegabytes() throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write((GOOD + "\r\n").getBytes(UTF_8));
            byte[] megabyte = "x\t".repeat(512 * 1024).getBytes(UTF_8);
            for (int i = 0; i < 10; i++) {
                out.write(megabyte);
            }
            out.write(("\r\n\r\nuser2" + rest()).getBytes(UTF_8));
        }
        List<AccountLine> lines = readFile(UTF_8);
        assertThat(lines).extracting(AccountLine::line).containsExactly(1, 2, 4);
        assertThat(lines.get(1)).isEqualTo(new AccountLine.Flawed(2, Column.WHOLE_LINE, Reason.LINE_TOO_LONG, ""));
        assertThat(lines.get(2)).isInstanceOf(AccountLine.Valid.class);
    }

    @Test
    void allowsSixtyFourKibibytesALine() throws IOException {
        String tail = "\td\th\t1\t1\t0\t1\t1";
        String longest = "a\tp\t" + "x".repeat(64 * 1024 - "a\tp\t".length() - tail.length()) + tail;
        for (String end : List.of("\n", "\r\n", "")) {
            assertThat(read(longest + end, UTF_8).getFirst()).isInstanceOf(AccountLine.Valid.class);
            assertThat(read("b" + longest + end, UTF_8).getFirst()).isInstanceOf(AccountLine.Flawed.class);
        }
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(60);
    }

    /// The CSV parser is given the cells that splitting at tabs gives, whatever stands in them.
    @ParameterizedTest
    @MethodSource("seeds")
    void numbersLinesAsAnEditorDoes(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        StringBuilder text = new StringBuilder();
        List<Integer> expected = new ArrayList<>();
        List<String> homes = new ArrayList<>();
        int count = seeded.between(0, 2_600);
        for (int line = 1; line <= count; line++) {
            String home = seeded.awkwardText(12).replaceAll("[\\x00-\\x1f]", "");
            if (seeded.chance(0.05)) {
                text.append(" ".repeat(seeded.between(0, 2)));
            } else if (seeded.chance(0.05)) {
                text.append(seeded.oneOf(List.of("a\0b", "a\rb", "x\ty", "\t\t", "x".repeat(70_000))));
                expected.add(-line);
            } else {
                text.append("u" + line + "\tp\t\"\t\\\t" + home + "\t1\t0\t5\t0\t1");
                expected.add(line);
                homes.add(home);
            }
            text.append(seeded.oneOf(List.of("\n", "\r\n")));
        }
        List<AccountLine> lines = read(text.toString(), UTF_8);
        assertThat(lines)
                .extracting(line -> line instanceof AccountLine.Valid ? line.line() : -line.line())
                .isEqualTo(expected);
        assertThat(lines.stream()
                        .filter(AccountLine.Valid.class::isInstance)
                        .map(line -> account(line).home()))
                .isEqualTo(homes);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void makesAValueOfAnyBytes(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        byte[] noise = seeded.bytes(seeded.between(0, 20_000));
        for (Charset charset : List.of(UTF_8, WINDOWS_31J)) {
            assertThat(read(noise, charset))
                    .allSatisfy(line -> assertThat(line).isInstanceOf(AccountLine.Invalid.class))
                    .allSatisfy(line -> assertThat(((AccountLine.Invalid) line).found())
                            .hasSizeLessThanOrEqualTo(40)
                            .doesNotContainPattern("\\p{Cntrl}"));
        }
    }
}
