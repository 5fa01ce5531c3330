package epostadm.mailstore.account;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.fixtures.Seeded;
import epostadm.mailstore.account.Aliases.Alias;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AliasesTest {

    private static final DomainName DOMAIN = new DomainName("d.jp");
    private static final AccountName OLD = new AccountName("old");
    private static final AccountName NEW = new AccountName("new");

    private static Aliases aliases(String text) throws IOException {
        try (FileSystem fileSystem = Jimfs.newFileSystem(Configuration.unix())) {
            Path file = fileSystem.getPath("/aliases.txt");
            Files.write(file, text.getBytes(ISO_8859_1));
            return Aliases.read(file);
        }
    }

    private static String text(Aliases aliases) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        aliases.writeTo(out);
        return out.toString(ISO_8859_1);
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsEveryByte(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        String text = seeded.chance(0.5) ? new String(seeded.bytes(500), ISO_8859_1) : seeded.text("a@\t\r\n*.", 300);
        assertThat(text(aliases(text))).isEqualTo(text);
        assertThat(text(aliases(text).renamed(OLD, NEW, DOMAIN))).isEqualTo(text);
    }

    @Test
    void readsAliasesAmongOtherLines() throws IOException {
        Aliases aliases = aliases("info@d.jp\told@d.jp\r\n\r\nno tab\n*@d.jp\tx@e.jp\na\tb\tc\ninfo@d.jp\told@d.jp");
        assertThat(aliases.entries())
                .containsExactly(
                        new Alias(1, "info@d.jp", "old@d.jp"),
                        new Alias(4, "*@d.jp", "x@e.jp"),
                        new Alias(6, "info@d.jp", "old@d.jp"));
        assertThat(aliases.unreadableLines()).containsExactly(3, 5);
        assertThat(Aliases.empty().entries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\t",
                "a@d.jp",
                "a@d.jp\t",
                "\ta@d.jp",
                "a\tb@d.jp",
                "a@\tb@d.jp",
                "a@b@c\tb@d.jp",
                "a@d.jp\tb@d.jp\tc@d.jp",
                "a@d.jp\tb c@d.jp",
                "\u00e3@d.jp\tb@d.jp"
            })
    void takesNoOtherLineForAnAlias(String line) throws IOException {
        assertThat(aliases(line).entries()).isEmpty();
    }

    @Test
    void findsWhatPointsToAnAccount() throws IOException {
        Aliases aliases =
                aliases("a@d.jp\tOLD@D.JP\nold@d.jp\tx@d.jp\nb@d.jp\told@e.jp\nc@d.jp\told2@d.jp\n*@d.jp\told@d.jp \n");
        assertThat(aliases.pointingTo(OLD, DOMAIN)).extracting(Alias::line).containsExactly(1, 5);
    }

    @Test
    void renamesBothSidesWhereTheyAreTheAccount() throws IOException {
        Aliases aliases = aliases("old@d.jp\told@d.jp\r\nOLD@D.jp\tx@d.jp\nold*@d.jp\told2@d.jp\nx@d.jp\t old@d.jp \n"
                + "old@e.jp\told@e.jp\nold@d.jp old@d.jp\nold@d.jp\t\n");
        assertThat(text(aliases.renamed(OLD, NEW, DOMAIN)))
                .isEqualTo("new@d.jp\tnew@d.jp\r\nnew@D.jp\tx@d.jp\nold*@d.jp\told2@d.jp\nx@d.jp\t new@d.jp \n"
                        + "old@e.jp\told@e.jp\nold@d.jp old@d.jp\nold@d.jp\t\n");
        assertThat(aliases.renamed(OLD, NEW, DOMAIN).pointingTo(NEW, DOMAIN)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "info@d.jp, first@d.jp",
        "INFO@D.JP, first@d.jp",
        "sales-tokyo@d.jp, tokyo@sales.jp",
        "sales-@d.jp, @sales.jp",
        "sales@d.jp, all@d.jp",
        "anybody@d.jp, all@d.jp",
        "Bob.B@old.jp, Bob.B@d.jp",
        "info@e.jp, ",
        "literal@e.jp, *@d.jp",
        "nonsense, "
    })
    void resolvesByTheFirstMatch(String address, String resolved) throws IOException {
        Aliases aliases =
                aliases("info@d.jp\tfirst@d.jp\ninfo@d.jp\tsecond@d.jp\nsales-*@d.jp\t*@sales.jp\n*@d.jp\tall@d.jp\n"
                        + "late@d.jp\tnever@d.jp\n*@old.jp\t*@d.jp\nliteral@e.jp\t*@d.jp\n");
        if (resolved == null) {
            assertThat(aliases.resolve(address)).isEmpty();
        } else {
            assertThat(aliases.resolve(address)).contains(resolved);
        }
    }
}
