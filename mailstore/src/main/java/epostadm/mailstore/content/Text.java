package epostadm.mailstore.content;

import epostadm.mailstore.disk.OpenMessageFile;
import epostadm.mailstore.store.EncodedMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A message's text, to be read from any place.
@FunctionalInterface
interface Text {

    /// From there to the end, or beyond it where the reader knows the end.
    InputStream from(long begin) throws IOException;

    /// @param plain whether the text is known to be the beginning of the file
    static Text of(OpenMessageFile file, boolean plain) throws IOException {
        if (file.encoded()) {
            return begin -> skipped(standIn(file).text(file.raw(0)), begin);
        }
        if (file.small()) {
            byte[] whole = file.text().readAllBytes();
            return begin -> {
                int from = (int) Math.min(begin, whole.length);
                return new ByteArrayInputStream(whole, from, whole.length - from);
            };
        }
        return plain ? file::raw : begin -> skipped(file.text(), begin);
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
