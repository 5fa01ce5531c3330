package epostadm.mailstore.alias;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.mailstore.account.AccountTextEncoding;
import epostadm.mailstore.account.Aliases.Alias;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliasTextTest {

    private static AliasText read(byte[] bytes) throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            Path file = memory.getPath("/aliases.txt");
            Files.write(file, bytes);
            return AliasText.read(file, Optional.empty());
        }
    }

    private static AliasText read(String text) throws IOException {
        return read(text.getBytes(UTF_8));
    }

    @Test
    void readsLinesOfBothEnds() throws IOException {
        AliasText text = read("\uFEFFinfo@a.jp\tsato@a.jp\r\n\nx*@a.jp\ty@b.jp\n*@a.jp\t*@b.jp");
        assertThat(text.badLines()).isEmpty();
        assertThat(text.aliases())
                .containsExactly(
                        new Alias(0, "info@a.jp", "sato@a.jp"),
                        new Alias(0, "x*@a.jp", "y@b.jp"),
                        new Alias(0, "*@a.jp", "*@b.jp"));
    }

    @ParameterizedTest
    @CsvSource({
        "no tab, NO_TAB",
        "info|sato@a.jp, ALIAS_NO_ADDRESS",
        "info@a.jp|sato, ADDRESS_NO_ADDRESS",
        "info@a.jp|, ADDRESS_NO_ADDRESS",
        "|sato@a.jp, ALIAS_NO_ADDRESS",
        "info@a.jp|sato@a.jp|more, ADDRESS_NO_ADDRESS",
        "in*fo@a.jp|sato@a.jp, MISPLACED_STAR",
        "**@a.jp|sato@a.jp, MISPLACED_STAR",
        "info@*|sato@a.jp, MISPLACED_STAR",
        "総務@a.jp|sato@a.jp, ALIAS_NO_ADDRESS",
    })
    void saysWhatIsWrongWithALine(String line, AliasText.Flaw flaw) throws IOException {
        AliasText text = read("x@a.jp\ty@a.jp\n" + line.replace('|', '\t') + "\n");
        assertThat(text.aliases()).hasSize(1);
        assertThat(text.badLines()).hasSize(1);
        assertThat(text.badLines().getFirst().line()).isEqualTo(2);
        assertThat(text.badLines().getFirst().flaw()).isEqualTo(flaw);
    }

    @Test
    void readsJapaneseOfWindowsToSayIt() throws IOException {
        AliasText text = read("総務@a.jp\tsato@a.jp\r\n".getBytes(AccountTextEncoding.WINDOWS_31J));
        assertThat(text.badLines().getFirst().found()).isEqualTo("総務@a.jp");
        assertThat(text.encoding().charset()).isEqualTo(AccountTextEncoding.WINDOWS_31J);
    }

    @Test
    void refusesUtf16() {
        assertThatThrownBy(() -> read("info@a.jp\tsato@a.jp".getBytes(UTF_16))).isInstanceOf(RefusedException.class);
    }
}
