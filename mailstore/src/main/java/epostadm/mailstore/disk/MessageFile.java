package epostadm.mailstore.disk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/// A message as it lies on the disk: its bytes, and the text that they stand for.
///
/// The text is what clients see and count: CRLF lines, dots unstuffed, without the final `.` line. Nothing here
/// holds more than one block in memory. docs/store-format.md, "Message bytes".
public record MessageFile(Path path) {

    /// The first byte of a message that the vendor's server scrambled.
    static final int ENCODED_MARK = 0xFF;

    static final int BLOCK = 1 << 15;

    /// The bytes of the file as they are.
    public InputStream raw() throws IOException {
        return RegularFile.open(path);
    }

    /// The text of the message; an [EncodedMessageException] where there is none to read.
    public InputStream text() throws IOException {
        InputStream raw = raw();
        try {
            MessageText text = new MessageText(raw, BLOCK);
            if (text.encoded()) {
                throw new EncodedMessageException(path + ": first byte 0xFF, encoded by the vendor's server");
            }
            return text;
        } catch (IOException | RuntimeException e) {
            try (raw) {
                throw e;
            }
        }
    }

    /// How many bytes [#text()] has: RFC822.SIZE (RFC 9051 section 2.3.4), found by reading the file through.
    public long textSize() throws IOException {
        try (InputStream text = text()) {
            return text.transferTo(OutputStream.nullOutputStream());
        }
    }

    /// Whether the vendor's server scrambled the message: such a file is shown as encoded and never rewritten.
    public boolean encoded() throws IOException {
        try (InputStream raw = raw()) {
            return raw.read() == ENCODED_MARK;
        }
    }

    /// The facts about the file's bytes, in one pass.
    public MessageForm form() throws IOException {
        return form(new byte[BLOCK], (_, _) -> {});
    }

    /// The same, with whoever else wants to see the bytes; they are read into `block`, time and again.
    public MessageForm form(byte[] block, Tap tap) throws IOException {
        try (InputStream raw = raw()) {
            FormScan scan = new FormScan();
            for (int read = raw.read(block); read >= 0; read = raw.read(block)) {
                scan.take(block, read);
                tap.take(block, read);
            }
            return scan.form();
        }
    }

    /// Sees a file's bytes pass by, block after block.
    @FunctionalInterface
    public interface Tap {

        /// The next `length` bytes; the block is not to be kept.
        void take(byte[] block, int length);
    }
}
