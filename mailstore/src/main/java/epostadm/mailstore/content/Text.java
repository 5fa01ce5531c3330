package epostadm.mailstore.content;

import epostadm.mailstore.disk.MessageText;
import epostadm.mailstore.disk.OpenMessageFile;
import epostadm.mailstore.store.EncodedMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// A message's text, to be read from any place.
@FunctionalInterface
interface Text {

    int BLOCK = 1 << 12;

    /// From there to the end, or beyond it where the reader knows the end.
    InputStream from(long begin) throws IOException;

    /// @param plain whether the text is known to be the beginning of the file
    static Text of(OpenMessageFile file, boolean plain) throws IOException {
        if (file.encoded()) {
            return begin -> skipped(standIn(file).text(file.raw(0)), begin);
        }
        if (file.small()) {
            return whole(file);
        }
        return plain ? file::raw : begin -> skipped(file.text(), begin);
    }

    /// How many octets it has.
    static long length(OpenMessageFile file) throws IOException {
        try (InputStream text = file.encoded() ? of(file, false).from(0) : file.text()) {
            byte[] block = new byte[BLOCK];
            long length = 0;
            for (int read = text.read(block); read >= 0; read = text.read(block)) {
                length += read;
            }
            return length;
        }
    }

    /// The text is longer than the file only where line feeds are bare.
    private static Text whole(OpenMessageFile file) throws IOException {
        try (MessageText text = file.text()) {
            byte[] octets = new byte[(int) file.bytes()];
            int length = text.readNBytes(octets, 0, octets.length);
            int more = text.read();
            byte[] whole = more < 0 ? octets : joined(octets, more, text.readAllBytes());
            int end = more < 0 ? length : whole.length;
            return begin -> {
                int from = (int) Math.min(begin, end);
                return new ByteArrayInputStream(whole, from, end - from);
            };
        }
    }

    private static byte[] joined(byte[] first, int octet, byte[] rest) {
        byte[] all = Arrays.copyOf(first, first.length + 1 + rest.length);
        all[first.length] = (byte) octet;
        System.arraycopy(rest, 0, all, first.length + 1, rest.length);
        return all;
    }

    /// By what a copy of the message has too: copies say the same (RFC 8474 section 3).
    private static EncodedMessage standIn(OpenMessageFile file) {
        return new EncodedMessage(file.modified().getEpochSecond() + "-" + file.bytes(), file.modified());
    }

    private static InputStream skipped(InputStream text, long begin) throws IOException {
        for (long left = begin; left > 0; ) {
            long skipped = text.skip(left);
            if (skipped <= 0) {
                return InputStream.nullInputStream();
            }
            left -= skipped;
        }
        return text;
    }
}
