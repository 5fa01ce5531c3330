package epostadm.mailstore.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenderDatTest {

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "'a@b.jp,0', true",
        "'A@B.JP , 0', true",
        "a@b.jp, true",
        "'*@b.jp,0', true",
        "'*,0', true",
        "'x@b.jp,0', false",
        "'*@x.b.jp,0', false",
        "'*@jp,0', false",
        "'a@b.jp,-1', false",
        "'x@b.jp,-1', false",
        "'x@b.jp,-1|*,0', true",
        "'*@b.jp,-1|a@b.jp,0|*,0', false",
        "'a@b.jp,0|*@b.jp,-1|*,0', true",
        "'*,-1|a@b.jp,0', false",
    })
    void permits(String lines, boolean permitted) {
        SenderDat file = SenderDat.parse(lines.replace("|", "\r\n"));
        assertThat(file.unknown()).isEmpty();
        assertThat(file.permits("A@b.jp")).isEqualTo(permitted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.jp,1", "a@b.jp,", "b.jp,-1", "*b@c.jp,-1", "a b@c.jp,-1", "@b.jp,-1", "a@,-1", ",-1"})
    void keepsWhatItDoesNotUnderstand(String line) {
        SenderDat file = SenderDat.parse("\n" + line + "\nx@b.jp\n");
        assertThat(file.unknown()).containsExactly(new SenderDat.Unknown(2, line));
        assertThat(file.lines()).containsExactly(new SenderDat.Line(3, "x@b.jp", true));
    }

    @Test
    void readsAFileThatIsNotThereAsOneWithoutLines(@TempDir Path directory) throws Exception {
        Path file = directory.resolve(SenderDat.NAME);
        assertThat(SenderDat.readFile(file)).isEqualTo(SenderDat.NONE);
        Files.writeString(file, "*@b.jp,-1\n*,0\n");
        assertThat(SenderDat.readFile(file).lines()).hasSize(2);
    }
}
