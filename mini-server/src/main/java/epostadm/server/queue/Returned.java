package epostadm.server.queue;

import epostadm.mailstore.spool.QueueView;
import epostadm.mailstore.spool.QueuedMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;

/// What of a message goes back to its sender. RFC 3461 section 4.3.
sealed interface Returned {

    /// Whether it holds octets beyond ASCII.
    boolean eightBit();

    void writeTo(OutputStream out) throws IOException;

    record Nothing() implements Returned {
        @Override
        public boolean eightBit() {
            return false;
        }

        @Override
        public void writeTo(OutputStream out) {}
    }

    record Whole(QueuedMessage message, boolean eightBit) implements Returned {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            try (InputStream text = QueueView.text(message.body())) {
                text.transferTo(out);
            }
        }
    }

    record Header(QueuedMessage message, boolean eightBit) implements Returned {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            try (InputStream text = QueueView.text(message.body())) {
                header(text).writeTo(out);
            }
        }
    }

    int LONGEST_HEADER = 1 << 18;
    int BLOCK = 1 << 15;

    /// As the sender wishes; where nothing is wished, whole up to a size. Nothing where the message cannot be read.
    static Returned of(QueuedMessage message, boolean reportsFailure, long wholeUpTo) {
        try {
            boolean whole = reportsFailure
                    && message.envelope()
                            .extras()
                            .ret()
                            .map("FULL"::equalsIgnoreCase)
                            .orElse(Files.size(message.body()) <= wholeUpTo);
            try (InputStream text = QueueView.text(message.body())) {
                return whole
                        ? new Whole(message, eightBit(text))
                        : new Header(message, eightBit(header(text).toByteArray()));
            }
        } catch (IOException unreadable) {
            return new Nothing();
        }
    }

    private static boolean eightBit(InputStream text) throws IOException {
        byte[] block = new byte[BLOCK];
        for (int read = text.read(block); read >= 0; read = text.read(block)) {
            for (int i = 0; i < read; i++) {
                if (block[i] < 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean eightBit(byte[] octets) {
        for (byte octet : octets) {
            if (octet < 0) {
                return true;
            }
        }
        return false;
    }

    /// Up to the blank line, which is not taken along.
    private static ByteArrayOutputStream header(InputStream text) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        byte[] start = text.readNBytes(LONGEST_HEADER);
        int from = 0;
        for (int i = 0; i < start.length; i++) {
            if (start[i] == '\n') {
                int length = i + 1 - from;
                if (length == 1 || length == 2 && start[from] == '\r') {
                    return header;
                }
                header.write(start, from, length);
                from = i + 1;
            }
        }
        return header;
    }
}
