package epostadm.server.pop3.session;

import epostadm.mailstore.store.MaildropMessage;
import epostadm.mailstore.store.MessageWire;
import epostadm.server.pop3.session.SessionState.Transaction;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/// Small messages that a visit to the pool has read before the client asked for them, as it asks for one after the
/// other: a visit costs more than to read one.
///
/// Softly held: a client may fall silent in the middle of its mail, and many may at a time.
final class ReadAhead {

    private static final int MOST = 8;
    private static final int OCTETS = 1 << 16;

    /// The final dot, its line end, and one octet that is not filled, by which the end is known.
    private static final int END = 16;

    private SoftReference<Deque<Whole>> ready = new SoftReference<>(null);
    private int last;

    /// A message as RETR sends it.
    record Whole(int number, long size, byte[] octets) {}

    /// The message, where it was read before.
    Optional<Whole> take(int number) {
        Deque<Whole> known = ready.get();
        boolean there = known != null && !known.isEmpty() && known.getFirst().number() == number;
        if (!there) {
            return Optional.empty();
        }
        last = number;
        return Optional.of(known.removeFirst());
    }

    /// Takes note that the message is asked for; true where it follows the one before.
    boolean follows(int number) {
        boolean follows = last > 0 && number == last + 1;
        last = number;
        ready.clear();
        return follows;
    }

    /// Reads those after `number`, as far as they are small and few. On the pool.
    void fill(Transaction transaction, int number) {
        Deque<Whole> read = new ArrayDeque<>();
        long octets = 0;
        for (int next = number + 1;
                next <= number + MOST && next <= transaction.messages().size();
                next++) {
            MaildropMessage message = transaction.messages().get(next - 1);
            if (transaction.deleted().get(next - 1) || !message.sizeKnown()) {
                break;
            }
            try {
                octets += message.size();
                Optional<Whole> whole = octets > OCTETS ? Optional.empty() : read(next, message);
                if (whole.isEmpty()) {
                    break;
                }
                read.add(whole.get());
            } catch (IOException | RuntimeException e) {
                break; // It is said when the client asks for it.
            }
        }
        ready = new SoftReference<>(read);
    }

    private static Optional<Whole> read(int number, MaildropMessage message) throws IOException {
        byte[] block = new byte[Math.toIntExact(message.size()) + END];
        try (MessageWire wire = message.open()) {
            int length = wire.read(block);
            return wire.ended()
                    ? Optional.of(new Whole(number, wire.size(), Arrays.copyOf(block, length)))
                    : Optional.empty();
        }
    }
}
