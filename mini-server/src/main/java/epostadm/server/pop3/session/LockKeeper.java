package epostadm.server.pop3.session;

import epostadm.mailstore.store.Maildrop;
import epostadm.server.wire.FileWork;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/// Keeps a maildrop's lock fresh while its session lives, whether the client is silent, reads slowly or works.
///
/// RFC 1939 section 4: nobody else may change the maildrop before the session ends.
final class LockKeeper implements AutoCloseable {

    private final Thread thread;

    private LockKeeper(Thread thread) {
        this.thread = thread;
    }

    /// @param trouble is told when the lock could not be refreshed; the next try comes all the same
    static LockKeeper of(Maildrop maildrop, FileWork files, Duration every, Consumer<IOException> trouble) {
        return new LockKeeper(Thread.ofVirtual().start(() -> {
            boolean ours = true;
            while (ours) {
                try {
                    Thread.sleep(every);
                    ours = files.write(maildrop::refresh);
                } catch (InterruptedException _) {
                    return;
                } catch (IOException e) {
                    trouble.accept(e);
                }
            }
        }));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
