package epostadm.server.imap.session;

import epostadm.server.wire.ClientConnection;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// Lets something be told while the session's own thread waits for its client: from a thread of its own that holds
/// the session's lock, once for as many wishes as come before it begins.
final class Pushing {

    private final ReentrantLock speaking;
    private final ClientConnection connection;
    private final ImapOutput out;
    private final StoreWork store;

    /// @param speaking is held by whoever says something to the client
    Pushing(ReentrantLock speaking, ClientConnection connection, ImapOutput out, StoreWork store) {
        this.speaking = speaking;
        this.connection = connection;
        this.out = out;
        this.store = store;
    }

    @FunctionalInterface
    interface Telling {
        void tell() throws IOException;
    }

    /// What to run, from any thread, whenever there may be something for `telling` to tell.
    Runnable of(Telling telling) {
        AtomicBoolean waiting = new AtomicBoolean();
        return () -> {
            if (waiting.compareAndSet(false, true)) {
                Thread.ofVirtual().start(() -> push(telling, waiting));
            }
        };
    }

    private void push(Telling telling, AtomicBoolean waiting) {
        speaking.lock();
        try {
            waiting.set(false);
            telling.tell();
            out.flush();
        } catch (IOException e) {
            cutOff();
        } catch (RuntimeException e) {
            store.failed(e);
            cutOff();
        } finally {
            speaking.unlock();
        }
    }

    /// Ends the session, which is waiting for its client.
    void end() throws IOException {
        connection.end();
    }

    private void cutOff() {
        try {
            connection.cutOff();
        } catch (IOException _) {
            // It is gone, which is what was wanted.
        }
    }
}
