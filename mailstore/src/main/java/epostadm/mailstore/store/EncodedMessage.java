package epostadm.mailstore.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// What a client gets for a message that the vendor's server scrambled: a message that says so, with the file as an
/// attachment. A client that deletes what it has fetched thereby loses nothing. docs/store-format.md, "Message
/// bytes".
public final class EncodedMessage {

    private static final int LINE_BYTES = 57;
    private static final int LINE_CHARS = 78;
    private static final int LINES_AT_ONCE = 512;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final byte[] head;
    private final byte[] tail;

    /// @param date of the file
    public EncodedMessage(String uniqueId, Instant date) {
        String boundary = "=_encoded_" + uniqueId;
        this.head = ("From: E-Post mail store <postmaster>\r\nSubject: [encoded message " + uniqueId + "]\r\nDate: "
                        + DATE.format(date) + "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n\tboundary=\""
                        + boundary + "\"\r\n\r\n--" + boundary + "\r\nContent-Type: text/plain; charset=UTF-8\r\n"
                        + "Content-Transfer-Encoding: 8bit\r\n\r\n"
                        + "This message was encoded by the E-Post server and cannot be shown here.\r\n"
                        + "The attachment is the file as it lies in the mailbox.\r\n\r\n"
                        + "このメールは E-Post サーバーで符号化されているため、ここでは表示できません。\r\n"
                        + "メールボックス内のファイルをそのまま添付します。\r\n"
                        + "\r\n--" + boundary + "\r\nContent-Type: application/octet-stream\r\n"
                        + "Content-Disposition: attachment; filename=\"" + uniqueId
                        + ".MSG\"\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                .getBytes(UTF_8);
        this.tail = ("--" + boundary + "--\r\n").getBytes(UTF_8);
    }

    /// How many octets the text has for a file of that many.
    public long size(long bytes) {
        long lines = (bytes + LINE_BYTES - 1) / LINE_BYTES;
        return head.length + (bytes + 2) / 3 * 4 + lines * (LINE_CHARS - LINE_BYTES / 3 * 4) + tail.length;
    }

    /// @param raw the file, which is closed with the text
    public InputStream text(InputStream raw) {
        return new SequenceInputStream(java.util.Collections.enumeration(
                List.of(new ByteArrayInputStream(head), new Base64Lines(raw), new ByteArrayInputStream(tail))));
    }

    /// A file in base64, in lines of 76 characters, each ended.
    private static final class Base64Lines extends InputStream {

        private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

        private final InputStream raw;
        private byte[] encoded = {};
        private int position;

        Base64Lines(InputStream raw) {
            this.raw = raw;
        }

        @Override
        public int read() throws IOException {
            return fill() ? encoded[position++] : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (!fill()) {
                return -1;
            }
            int read = Math.min(length, encoded.length - position);
            System.arraycopy(encoded, position, into, offset, read);
            position += read;
            return read;
        }

        private boolean fill() throws IOException {
            if (position == encoded.length) {
                byte[] lines = raw.readNBytes(LINE_BYTES * LINES_AT_ONCE);
                encoded = lines.length == 0 ? lines : (ENCODER.encodeToString(lines) + "\r\n").getBytes(UTF_8);
                position = 0;
            }
            return position < encoded.length;
        }

        @Override
        public void close() throws IOException {
            raw.close();
        }
    }
}
