package epostadm.mailstore.account;

import static epostadm.mailstore.account.AccountTextEncoding.WINDOWS_31J;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.fixtures.Seeded;
import epostadm.mailstore.account.AccountTextForm.Hashes;
import epostadm.mailstore.account.AccountTextForm.LineEnd;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTextWriterTest {

    private static final DomainName DOMAIN = new DomainName("domain.jp");
    private static final Password PLAIN = new Password("PLAIN", "pass1234");

    /// Every character here is one that Windows-31J holds and gives back.
    private static final String LETTERS = "abcXYZ019 .,;:\"'\\/&-~+*?<>|[]{}=@%#日本語ｶﾅ送信済みトレイ～－①髙∥￢";

    private static AccountEntry entry(String name, Password password, String fullName, String home) {
        return new AccountEntry(
                new AccountName(name), password, fullName, home, true, false, 0, true, true, AccountState.ACTIVE);
    }

    private static byte[] write(List<AccountEntry> entries, AccountTextForm form) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AccountTextWriter writer = AccountTextWriter.to(out, form)) {
            for (AccountEntry entry : entries) {
                writer.write(entry);
            }
        }
        return out.toByteArray();
    }

    private static List<AccountEntry> read(byte[] text, Charset charset) throws IOException {
        List<AccountEntry> entries = new ArrayList<>();
        try (FileSystem fileSystem = Jimfs.newFileSystem(Configuration.windows())) {
            Path file = fileSystem.getPath("C:\\import.txt");
            Files.write(file, text);
            try (AccountTextReader reader =
                    AccountTextReader.open(file, charset, AccountName.MAX_LENGTH, StarredPasswords.REFUSED)) {
                reader.forEachRemaining(line -> {
                    assertThat(line).isInstanceOf(AccountLine.Valid.class);
                    ImportedAccount account = ((AccountLine.Valid) line).account();
                    assertThat(account.domain()).isEqualTo("domain.jp");
                    entries.add(account.entry(account.password().stored(clear -> new Password("PLAIN", clear))));
                });
            }
        }
        return entries;
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isReadBackEqual(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        Map<AccountName, AccountEntry> entries = new LinkedHashMap<>();
        for (int i = seeded.between(0, 40); i > 0; i--) {
            AccountEntry entry = anyEntry(seeded);
            entries.putIfAbsent(entry.name(), entry);
        }
        for (Charset charset : List.of(UTF_8, WINDOWS_31J)) {
            for (LineEnd lineEnd : LineEnd.values()) {
                byte[] text = write(
                        List.copyOf(entries.values()),
                        new AccountTextForm(DOMAIN, lineEnd, charset, Hashes.WITH_SCHEME));
                assertThat(read(text, charset)).isEqualTo(List.copyOf(entries.values()));
            }
        }
    }

    private static AccountEntry anyEntry(Seeded seeded) {
        AccountName name = AccountName.parse(seeded.text("abcDEF#&$ .'-19", 12)).orElse(new AccountName("account"));
        String clear = seeded.text(LETTERS, 14);
        PasswordScheme scheme = seeded.chance(0.9) ? PasswordScheme.PLAIN : PasswordScheme.SCRAM_SHA_256;
        return new AccountEntry(
                name,
                scheme.hash(
                        clear.isEmpty() ? seeded.oneOf(List.of("*****", "{PLAIN}", "{x}")) : clear, new SecureRandom()),
                seeded.text(LETTERS, 20),
                seeded.text(LETTERS, 20),
                seeded.chance(0.5),
                seeded.chance(0.5),
                seeded.chance(0.5) ? 0 : seeded.between(0L, Long.MAX_VALUE - 1),
                seeded.chance(0.5),
                seeded.chance(0.5),
                AccountState.ACTIVE);
    }

    @Test
    void writesTenColumnsWithoutQuotes() throws IOException {
        byte[] text = write(
                List.of(entry("#a", PLAIN, " \"x\" ", "\\ ,'#"), entry("b", PLAIN, "", "")),
                new AccountTextForm(DOMAIN, LineEnd.CRLF, UTF_8, Hashes.STARRED));
        assertThat(new String(text, UTF_8))
                .isEqualTo("#a\tpass1234\t \"x\" \tdomain.jp\t\\ ,'#\t1\t0\t0\t1\t1\r\n"
                        + "b\tpass1234\t\tdomain.jp\t\t1\t0\t0\t1\t1\r\n");
    }

    @ParameterizedTest
    @CsvSource({"STARRED, *****, 1", "WITH_SCHEME, {X}y, 0"})
    void starsOrKeepsHashes(Hashes hashes, String cell, long starred) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AccountTextWriter writer =
                AccountTextWriter.to(out, new AccountTextForm(DOMAIN, LineEnd.LF, UTF_8, hashes))) {
            writer.write(entry("a", new Password("X", "y"), "", ""));
            writer.write(entry("b", new Password("PLAIN", "*****"), "", ""));
            assertThat(writer.starred()).isEqualTo(starred);
        }
        assertThat(out.toString(UTF_8)).startsWith("a\t" + cell + "\t").contains("\nb\t{PLAIN}*****\t");
    }

    /// Look-alikes that Java would encode as another character are refused like those that Windows-31J lacks.
    @ParameterizedTest
    @ValueSource(strings = {"〜", "−", "‖", "é", "¥", "‾", "·", "µ", "😀", "\ufeff"})
    void namesAccountAndColumnOfACharacterThatWindowsLacks(String character) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AccountTextWriter writer =
                AccountTextWriter.to(out, new AccountTextForm(DOMAIN, LineEnd.LF, WINDOWS_31J, Hashes.STARRED))) {
            assertThatExceptionOfType(UnencodableCharacterException.class)
                    .isThrownBy(() -> writer.write(entry("a", PLAIN, "", "x" + character)))
                    .satisfies(e -> {
                        assertThat(e.account()).isEqualTo(new AccountName("a"));
                        assertThat(e.column()).isEqualTo(Column.HOMEFOLDER);
                        assertThat(e.codePoint()).isEqualTo(character.codePointAt(0));
                    });
            assertThatExceptionOfType(UnencodableCharacterException.class)
                    .isThrownBy(() -> writer.write(entry("a", new Password("PLAIN", character), "", "")))
                    .withMessage("a: a character in column PASS cannot be encoded");
        }
        assertThat(out.size()).isZero();
    }

    /// Characters return; the bytes of NEC's and IBM's doubles become those of their usual twins.
    @ParameterizedTest
    @CsvSource({
        "8160, ～, 8160",
        "817c, －, 817c",
        "8740, ①, 8740",
        "fbfc, 髙, fbfc",
        "eee0, 髙, fbfc",
        "81ca, ￢, 81ca",
        "eef9, ￢, 81ca",
        "fa54, ￢, 81ca",
        "879a, ∵, 81e6",
        "fa4a, Ⅰ, 8754",
        "f040, '\ue000', f040"
    })
    void decodesAndEncodesTheDoublesOfWindows(String bytes, String character, String again) {
        String decoded = new String(HexFormat.of().parseHex(bytes), WINDOWS_31J);
        assertThat(decoded).isEqualTo(character);
        assertThat(HexFormat.of().formatHex(decoded.getBytes(WINDOWS_31J))).isEqualTo(again);
    }
}
