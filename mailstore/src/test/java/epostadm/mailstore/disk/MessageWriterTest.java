package epostadm.mailstore.disk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.fixtures.Seeded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageWriterTest {

    @Test
    void writesTheWireForm() throws IOException {
        row("", ".\r\n", "");
        row("a\r\n", "a\r\n.\r\n", "a\r\n");
        row("a", "a\r\n.\r\n", "a");
        row("a\nb", "a\r\nb\r\n.\r\n", "a\r\nb");
        row(".", "..\r\n.\r\n", "..");
        row("..\r\n.a\n", "...\r\n..a\r\n.\r\n", "...\r\n..a\r\n");
        row("a.\r.b\r", "a.\r.b\r\r\n.\r\n", "a.\r.b\r");
        row("\n\n", "\r\n\r\n.\r\n", "\r\n\r\n");
        row("a\u0000\u00ff", "a\u0000\u00ff\r\n.\r\n", "a\u0000\u00ff");
    }

    @Test
    void closingAloneNeverCompletesAMessage() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (MessageWriter writer = MessageWriter.received(file)) {
            writer.write("a\r\nb".getBytes(ISO_8859_1));
        }
        assertThat(file.toString(ISO_8859_1)).isEqualTo("a\r\nb");
    }

    @Test
    void finishesOnce() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        MessageWriter writer = MessageWriter.received(file);
        writer.write('a');
        writer.finish();
        writer.finish();
        assertThat(file.toString(ISO_8859_1)).isEqualTo("a\r\n.\r\n");
        assertThatThrownBy(() -> writer.write('b')).isInstanceOf(IOException.class);
    }

    @Test
    void refusesATextThatWouldLookEncoded() {
        MessageWriter writer = MessageWriter.appended(new ByteArrayOutputStream());
        assertThatThrownBy(() -> writer.write(0xFF)).isInstanceOf(EncodedMessageException.class);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readersFindWhatWasWritten(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        String text = seeded.text("..\r\n\nab\u00e9", 60);
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            Path path = memory.getPath("/m.MSG");
            for (boolean received : new boolean[] {true, false}) {
                for (int block = 1; block < 12; block++) {
                    Files.writeString(path, written(text, received, block, seeded.between(1, 9)), ISO_8859_1);
                    String expected = ReferenceText.written(text, received);
                    MessageFile message = new MessageFile(path);
                    try (InputStream in = message.text()) {
                        assertThat(new String(in.readAllBytes(), ISO_8859_1)).isEqualTo(expected);
                    }
                    assertThat(message.form().lineEnds().bareLf()).isZero();
                    assertThat(message.form().leadingDots().single()).isZero();
                    assertThat(message.form().leadingDots().finalLine()).isEqualTo(received);
                }
            }
        }
    }

    private static void row(String text, String received, String appended) throws IOException {
        assertThat(written(text, true, 8, 3)).isEqualTo(received);
        assertThat(written(text, false, 8, 3)).isEqualTo(appended);
    }

    private static String written(String text, boolean received, int block, int piece) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        byte[] bytes = text.getBytes(ISO_8859_1);
        try (MessageWriter writer =
                received ? MessageWriter.received(file, block) : MessageWriter.appended(file, block)) {
            for (int at = 0; at < bytes.length; at += piece) {
                writer.write(bytes, at, Math.min(piece, bytes.length - at));
            }
            writer.finish();
            assertThat(writer.textSize())
                    .isEqualTo(ReferenceText.written(text, received).length());
        }
        return file.toString(ISO_8859_1);
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(300);
    }
}
