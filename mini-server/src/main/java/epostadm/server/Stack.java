package epostadm.server;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/// What was opened, closed in the opposite order; each part even where another fails.
final class Stack implements AutoCloseable {

    /// Closes one part.
    interface Part {
        void close() throws IOException;
    }

    private final Deque<Part> parts = new ArrayDeque<>();

    void push(Part part) {
        parts.push(part);
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
