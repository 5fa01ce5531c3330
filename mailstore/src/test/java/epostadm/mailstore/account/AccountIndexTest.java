package epostadm.mailstore.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.fixtures.Seeded;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountIndexTest {

    private static final DomainName DOMAIN = new DomainName("a.jp");
    private static final String SIGNATURE = "#epost-idx 1 a.jp\n";
    private static final String GOOD = "hanako\t{PLAIN}pw\tHanako\tHome\t1\t1\t0\t1\t1";
    private static final String SECRET = "{PLAIN}hi-mi-tsu";

    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
    private final Path file = disk.getPath("/work/a.jp.idx");

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsWhatItWrites(long seed) throws IOException {
        Seeded random = Seeded.of(seed);
        List<AccountEntry> entries = new ArrayList<>();
        for (int i = random.between(0, 20); i > 0; i--) {
            entries.add(entry(random));
        }
        AccountIndex index = AccountIndex.of(DOMAIN, entries);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        index.writeTo(out);
        Files.write(file, out.toByteArray());
        assertThat(own().entries()).containsExactlyElementsOf(index.entries());
        assertThat(index.entries()).extracting(AccountEntry::name).isSorted();
    }

    @Test
    void tellsWhatIsNotOurs() throws IOException {
        assertThat(AccountIndex.read(file, DOMAIN)).isEqualTo(new AccountIndex.Found.Absent(file));
        vendors(new byte[0]);
        vendors(new byte[] {0, 1, 2, (byte) 0xff});
        vendors("#epost-idx 2 a.jp\n".getBytes(StandardCharsets.UTF_8));
        vendors("\ufeff#epost-idx 1 a.jp\n".getBytes(StandardCharsets.UTF_8));
        vendors("#epost-idx 1".getBytes(StandardCharsets.UTF_8));
        vendors(Seeded.of(1).bytes(100_000));
    }

    private void vendors(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        assertThat(AccountIndex.read(file, DOMAIN)).isEqualTo(new AccountIndex.Found.Vendors(file));
        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void readsAnIndexThatAnEditorHasSaved() throws IOException {
        Files.writeString(file, (SIGNATURE + GOOD).replace("\n", "\r\n"));
        assertThat(own().entries())
                .singleElement()
                .extracting(AccountEntry::imap4)
                .isEqualTo(true);
        Files.writeString(file, SIGNATURE);
        assertThat(own().size()).isZero();
    }

    @Test
    void readsTheStateAsATenthColumn() throws IOException {
        state("", AccountState.ACTIVE);
        state("\t", AccountState.ACTIVE);
        state("\tsuspended", AccountState.SUSPENDED);
        state("\tsuspended-refuse-mail", AccountState.SUSPENDED_REFUSING_MAIL);
    }

    private void state(String end, AccountState state) throws IOException {
        Files.writeString(file, SIGNATURE + GOOD + end + "\n");
        assertThat(own().entries()).extracting(AccountEntry::state).containsExactly(state);
    }

    @Test
    void reportsDamageInEveryColumnWithItsLine() throws IOException {
        for (String name : List.of("", "a/b", "..", "~a", "con", "a\u0001")) {
            bad(GOOD.replace("hanako", name));
        }
        for (String password : List.of("", "pw", "{}pw", "{PLAIN}", "{PLAIN}p\u0007w")) {
            bad(GOOD.replace("{PLAIN}pw", password));
        }
        bad(GOOD.replace("Hanako", "Hana\u0001ko"));
        bad(GOOD.replace("Home", "Ho\u007fme"));
        for (int column : List.of(4, 5, 7, 8)) {
            for (String flag : List.of("", "2", "yes", "01", "１")) {
                bad(with(column, flag));
            }
        }
        for (String size : List.of("", "-1", "+1", "1e3", "1234567890123456789", "１")) {
            bad(with(6, size));
        }
        bad(GOOD + "\tasleep");
        bad(GOOD + "\tsuspended\t");
        bad(GOOD.substring(0, GOOD.length() - 2));
        bad("");
        bad("hanako");
        bad("x".repeat(70_000));
    }

    @Test
    void reportsAnAccountThatIsThereTwice() throws IOException {
        bad(GOOD.replace("hanako", "TARO"), "each account once");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 500})
    void reportsBytesThatAreNotUtf8WithTheirLine(int before) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < before; i++) {
            out.writeBytes((GOOD.replace("hanako", "h" + i) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        out.writeBytes(new byte[] {(byte) 0x93, (byte) 0xfa, '\t'});
        Files.write(file, out.toByteArray());
        assertThatThrownBy(this::own)
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isEqualTo(new Refusal.Unreadable(file, before + 2, "bytes that are not UTF-8", "UTF-8"));
    }

    @Test
    void reportsTheIndexOfAnotherDomain() throws IOException {
        Files.writeString(file, "#epost-idx 1 b.jp\n");
        assertThatThrownBy(this::own)
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .asInstanceOf(type(Refusal.Unreadable.class))
                .satisfies(unreadable -> assertThat(unreadable.line()).isEqualTo(1));
    }

    /// Wherever damage has put the password.
    @Test
    void showsNoPassword() throws IOException {
        bad(SECRET + "\tHanako\tHome\t1\t1\t0\t1\t1");
        bad(SECRET);
        bad("hanako " + SECRET + " Hanako Home 1 1 0 1 1");
        bad("hi-mi-tsu");
        bad("hanako\thi-mi-tsu\tHanako\tHome\t1\t1\t0\t1\t1");
    }

    @Test
    void givesNamesThatBeginAlike() {
        AccountIndex index = AccountIndex.of(
                DOMAIN,
                Stream.of("tanaka", "taro", "Tadashi", "u")
                        .map(AccountIndexTest::entry)
                        .toList());
        assertThat(index.similar(new AccountName("tarou")))
                .extracting(AccountName::text)
                .containsExactly("Tadashi", "tanaka", "taro");
        assertThat(index.without(List.of(new AccountName("TARO"))).size()).isEqualTo(3);
        assertThat(index.with(List.of(entry("TARO"))).find(new AccountName("taro")))
                .hasValueSatisfying(entry -> assertThat(entry.name().text()).isEqualTo("TARO"));
    }

    private AccountIndex own() throws IOException {
        return ((AccountIndex.Found.Own) AccountIndex.read(file, DOMAIN)).index();
    }

    private void bad(String line) throws IOException {
        bad(line, IndexLine.EXPECTED);
    }

    private void bad(String line, String expected) throws IOException {
        Files.writeString(file, SIGNATURE + GOOD.replace("hanako", "taro") + "\n" + line + "\n" + GOOD + "\n");
        assertThatThrownBy(this::own)
                .as(line.length() > 99 ? "a long line" : line)
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .asInstanceOf(type(Refusal.Unreadable.class))
                .satisfies(unreadable -> {
                    assertThat(unreadable.line()).isEqualTo(3);
                    assertThat(unreadable.found()).doesNotContain("hi-mi-tsu");
                    if (line.length() < 99) {
                        assertThat(unreadable.expected()).isEqualTo(expected);
                    }
                });
    }

    private static String with(int column, String cell) {
        String[] cells = GOOD.split("\t", -1);
        cells[column] = cell;
        return String.join("\t", cells);
    }

    private static AccountEntry entry(String name) {
        return IndexLine.parse(GOOD.replace("hanako", name)).orElseThrow();
    }

    private static AccountEntry entry(Seeded random) {
        return new AccountEntry(
                new AccountName("u" + random.text("abcXYZ09._-' {}#", 12).replaceAll("[. ]+", "") + "z"),
                new Password("PLAIN", "p" + random.text("ab{}#%&\\\"' 日本語\ud83d\ude00", 10)),
                random.text("ab 日本語\ud83d\ude00\"'#\\", 20),
                random.text("Home%\\/: ", 10),
                random.chance(0.5),
                random.chance(0.5),
                random.between(0L, 999_999_999_999_999_999L),
                random.chance(0.5),
                random.chance(0.5),
                random.oneOf(List.of(AccountState.values())));
    }
}
