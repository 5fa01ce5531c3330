package epostadm.server.imap.session;

import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.search.SearchMatcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// One search on its way through the messages. Where files must be read, two threads read them, and each lets
/// others to the disk after a short while; the session looks now and then whether its client is still there, and
/// tells one that waits long how far it has come.
final class SearchRun {

    private static final int READERS = 2;
    private static final long VISIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /// What is about as dear as to hand the work to other threads.
    private static final int FEW = 8;

    /// In seconds.
    private static final int TOLD = 10;

    private final StoreWork store;
    private final ImapOutput out;
    private final SearchMatcher matcher;
    private final List<FolderMessage> messages;
    private final boolean[] found;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicBoolean failed = new AtomicBoolean();

    SearchRun(StoreWork store, ImapOutput out, SearchMatcher matcher, List<FolderMessage> messages) {
        this.store = store;
        this.out = out;
        this.matcher = matcher;
        this.messages = messages;
        this.found = new boolean[messages.size()];
    }

    /// Those that match, in their order. A message that cannot be read does not.
    List<FolderMessage> run() throws IOException, ImapRefusedException {
        if (matcher.numbersAlone()) {
            visit(Long.MAX_VALUE);
        } else if (messages.size() <= FEW) {
            store.read(() -> visit(Long.MAX_VALUE));
        } else {
            together();
        }
        List<FolderMessage> those = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            if (found[i]) {
                those.add(messages.get(i));
            }
        }
        return those;
    }

    private void together() throws IOException, ImapRefusedException {
        CountDownLatch ended = new CountDownLatch(READERS);
        for (int i = 0; i < READERS; i++) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (store.readLong(() -> visit(VISIT_NANOS))) {
                        // On to the next visit.
                    }
                } catch (ImapRefusedException told) {
                    failed.set(true);
                } finally {
                    ended.countDown();
                }
            });
        }
        try {
            await(ended);
        } finally {
            stopped.set(true);
            awaitEnd(ended);
        }
    }

    private void await(CountDownLatch ended) throws IOException, ImapRefusedException {
        int seconds = 0;
        try {
            while (!ended.await(1, TimeUnit.SECONDS)) {
                if (out.left()) {
                    throw new ImapRefusedException(ImapRefusal.UNAVAILABLE);
                }
                if (++seconds % TOLD == 0) {
                    long percent = 100L * Math.min(next.get(), found.length) / found.length;
                    out.untagged("OK searched " + percent + "%");
                    out.flush();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImapRefusedException(ImapRefusal.UNAVAILABLE);
        }
    }

    /// Nobody looks at the messages when this returns.
    private static void awaitEnd(CountDownLatch ended) {
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Looks at some messages.
    ///
    /// @return whether there are more
    private boolean visit(long nanos) {
        long begun = System.nanoTime();
        do {
            int at = next.getAndIncrement();
            if (at >= found.length || stopped.get()) {
                return false;
            }
            found[at] = matches(messages.get(at));
        } while (System.nanoTime() - begun < nanos);
        return true;
    }

    private boolean matches(FolderMessage message) {
        try (message) {
            return matcher.matches(message);
        } catch (IOException | RuntimeException e) {
            if (!failed.getAndSet(true)) {
                store.failed(e);
            }
            return false;
        }
    }
}
