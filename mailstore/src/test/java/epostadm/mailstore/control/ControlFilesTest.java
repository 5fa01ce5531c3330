package epostadm.mailstore.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.mailstore.mail.Edition;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlFilesTest {

    private FileSystem memory;
    private Path root;

    @BeforeEach
    void makeAMailboxRoot() throws IOException {
        memory = Jimfs.newFileSystem(Configuration.unix());
        root = Files.createDirectory(memory.getPath("/sato"));
    }

    @AfterEach
    void close() throws IOException {
        memory.close();
    }

    private void write(String name, String text) throws IOException {
        Files.write(root.resolve(name), text.getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "52428800, 52428800", "'5\r\n', 5", "' 7 ', 7", "9223372036854775807, 9223372036854775807"})
    void readsTheSizeLimit(String text, long limit) throws IOException {
        write("size.ctl", text);
        assertThat(SizeCtl.read(root)).isEqualTo(Optional.of(limit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "50M", "-1", "9223372036854775808", "1 2", "0x10"})
    void readsNoSizeLimitFromWhatIsNoUnsignedNumber(String text) throws IOException {
        assertThat(SizeCtl.read(root)).isEmpty();
        write("size.ctl", text);
        assertThat(SizeCtl.read(root)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"secret, secret", "'secret\r\n', secret", "'se cret \nmore', 'se cret '", "'', ''", "'\nx', ''"})
    void readsTheFirstLineOfApopDat(String text, String password) throws IOException {
        write("apop.dat", text);
        assertThat(ApopDat.read(root)).isEqualTo(new ApopDat.Content.Clear(password));
        assertThat(ApopDat.read(root).toString()).doesNotContain("cret");
    }

    @Test
    void tellsAScrambledPassword() throws IOException {
        assertThat(ApopDat.read(root)).isEqualTo(new ApopDat.Content.Missing());
        write("apop.dat", "\u00ff\u0001secret");
        assertThat(ApopDat.read(root)).isEqualTo(new ApopDat.Content.Obfuscated());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0A, 0x0D, 0x00, 0xFF})
    void tellsAScrambledPasswordWhateverFollowsItsFirstByte(int second) throws IOException {
        write("apop.dat", "\u00ff" + (char) second + "secret");
        assertThat(ApopDat.read(root)).isEqualTo(new ApopDat.Content.Obfuscated());
    }

    @Test
    void findsFilesInAnyCaseOnTheWindowsEditionAlone() throws IOException {
        write("APOP.DAT", "x");
        assertThat(ControlFileName.in(root, "apop.dat", Edition.WINDOWS)).hasFileName("APOP.DAT");
        assertThat(ControlFileName.in(root, "apop.dat", Edition.BSD)).hasFileName("apop.dat");
        assertThat(ControlFileName.in(root, "size.ctl", Edition.WINDOWS)).hasFileName("size.ctl");
        write("apop.dat", "y");
        assertThat(ControlFileName.in(root, "apop.dat", Edition.WINDOWS)).hasFileName("apop.dat");
    }

    @Test
    void tellsMarkersByTheirBeingThere() throws IOException {
        assertThat(Marker.POP3_OFF.presentIn(root)).isFalse();
        write("$offpop3", "");
        assertThat(Marker.POP3_OFF.presentIn(root)).isTrue();
        assertThat(Marker.IMAP4_OFF.presentIn(root)).isFalse();
    }
}
