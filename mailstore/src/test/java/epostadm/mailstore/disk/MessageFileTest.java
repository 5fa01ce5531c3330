package epostadm.mailstore.disk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.fixtures.Seeded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageFileTest {

    private final FileSystem memory = Jimfs.newFileSystem(Configuration.unix());

    @AfterEach
    void closeMemory() throws IOException {
        memory.close();
    }

    @Test
    void readsTextAsClientsSeeIt() throws IOException {
        row("", "");
        row("a\r\nb\r\n", "a\r\nb\r\n");
        row("a\r\n.\r\n", "a\r\n");
        row("a\r\n.\n", "a\r\n");
        row("a\r\n.", "a\r\n");
        row(".\r\n", "");
        row(".", "");
        row("a\n.\nb\n", "a\r\n.\r\nb\r\n"); // a lone dot in the middle ends nothing
        row("a\r\n.\r\n\r\n", "a\r\n.\r\n\r\n");
        row("a\r\n.\r\n.\r\n", "a\r\n.\r\n");
        row("..\r\n", ".\r\n");
        row("a\r\n..", "a\r\n.");
        row("...\r\n..b\r\n", "..\r\n.b\r\n");
        row(".b\r\n.c", ".b\r\n.c"); // dropped in by hand, never stuffed
        row("a..b\r\n", "a..b\r\n");
        row("a\nb", "a\r\nb");
        row("\n\n..\n\n", "\r\n\r\n.\r\n\r\n");
        row("a\rb\r\r\n..c\r", "a\rb\r\r\n.c\r");
        row("\r..\r\n", "\r..\r\n"); // a bare CR ends no line
        row(".\r", ".\r");
        row("a\u0000\u00e9\u00ff\r\n", "a\u0000\u00e9\u00ff\r\n");
    }

    @Test
    void refusesTextOfAnEncodedMessage() throws IOException {
        MessageFile message = message("\u00ffscrambled\r\n.\r\n");
        assertThat(message.encoded()).isTrue();
        assertThat(message.form().encoded()).isTrue();
        assertThatThrownBy(message::text)
                .isInstanceOf(EncodedMessageException.class)
                .hasMessageStartingWith("/m.MSG: ");
        assertThatThrownBy(message::textSize).isInstanceOf(EncodedMessageException.class);
        try (InputStream raw = message.raw()) {
            assertThat(raw.readAllBytes()).hasSize(15).startsWith(0xFF);
        }
        assertThat(message("").encoded()).isFalse();
        assertThat(message("a\u00ff").encoded()).isFalse();
    }

    @Test
    void reportsFilesThatAreNotThere() {
        MessageFile missing = new MessageFile(memory.getPath("/none.MSG"));
        assertThatThrownBy(missing::text).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(missing::form).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void reportsTheFormOfAFile() throws IOException {
        MessageForm form = message("Subject: x\r\n\r\n..a\r\n.b\nlong\rer \u00e9 line\r\n.\r\n")
                .form();
        assertThat(form.lines()).isEqualTo(6);
        assertThat(form.longestLine()).isEqualTo(14);
        assertThat(form.lineEnds()).isEqualTo(new MessageForm.LineEnds(5, 1, 1));
        assertThat(form.leadingDots()).isEqualTo(new MessageForm.LeadingDots(1, 1, true));
        assertThat(form.eightBit()).isTrue();
        assertThat(form.crlfOnly()).isFalse();
        assertThat(form.openEnd()).isFalse();
        assertThat(message("").form().empty()).isTrue();
        assertThat(message("a").form().openEnd()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsAsTheReferenceWhateverTheBlocks(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        String file = bytes(seeded);
        String expected = ReferenceText.read(file);
        for (int block = 1; block < 12; block++) {
            int dribble = seeded.between(1, 5);
            int piece = seeded.between(1, 7);
            assertThat(read(file, block, dribble, piece))
                    .as("block %d, raw reads of %d, reads of %d", block, dribble, piece)
                    .isEqualTo(expected);
        }
        assertThat(read(file, MessageFile.BLOCK, MessageFile.BLOCK, MessageFile.BLOCK))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void scansAsTheReferenceWhateverTheBlocks(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        String file = bytes(seeded);
        MessageForm expected = ReferenceText.form(file);
        assertThat(expected.textBytes()).isEqualTo(ReferenceText.read(file).length());
        byte[] bytes = file.getBytes(ISO_8859_1);
        for (int block = 1; block < 12; block++) {
            FormScan scan = new FormScan();
            InputStream raw = new ByteArrayInputStream(bytes);
            byte[] buffer = new byte[block];
            for (int read = raw.readNBytes(buffer, 0, block); read > 0; read = raw.readNBytes(buffer, 0, block)) {
                scan.take(buffer, read);
            }
            assertThat(scan.form()).as("block %d", block).isEqualTo(expected);
        }
    }

    @Test
    void readsMessagesLargerThanABlock() throws IOException {
        Seeded seeded = Seeded.of(7);
        StringBuilder file = new StringBuilder();
        while (file.length() < 4 * MessageFile.BLOCK) {
            file.append(bytes(seeded)).append("x".repeat(seeded.between(0, 200)));
        }
        MessageFile message = message("x" + file);
        String expected = ReferenceText.read("x" + file);
        try (InputStream text = message.text()) {
            assertThat(new String(text.readAllBytes(), ISO_8859_1)).isEqualTo(expected);
        }
        assertThat(message.textSize()).isEqualTo(expected.length());
        assertThat(message.form()).isEqualTo(ReferenceText.form("x" + file));
    }

    private void row(String file, String text) throws IOException {
        MessageFile message = message(file);
        try (InputStream in = message.text()) {
            assertThat(new String(in.readAllBytes(), ISO_8859_1)).isEqualTo(text);
        }
        assertThat(message.textSize()).isEqualTo(text.length());
        assertThat(message.form().textBytes()).isEqualTo(text.length());
        assertThat(ReferenceText.read(file)).isEqualTo(text);
    }

    private MessageFile message(String bytes) throws IOException {
        Path path = memory.getPath("/m.MSG");
        Files.write(path, bytes.getBytes(ISO_8859_1));
        return new MessageFile(path);
    }

    private static String read(String file, int block, int dribble, int piece) throws IOException {
        InputStream raw = new ByteArrayInputStream(file.getBytes(ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, dribble));
            }
        };
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (InputStream in = new MessageText(raw, block)) {
            byte[] buffer = new byte[piece + 1];
            for (int read = in.read(buffer, 1, piece); read >= 0; read = in.read(buffer, 1, piece)) {
                assertThat(read).isPositive();
                text.write(buffer, 1, read);
            }
            assertThat(in.read()).isEqualTo(-1);
        }
        return text.toString(ISO_8859_1);
    }

    private static String bytes(Seeded seeded) {
        return seeded.text("..\r\n\nab\u00e9\u008a\u0000", 40).replace("\u008a", "\r\n.");
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(500);
    }
}
