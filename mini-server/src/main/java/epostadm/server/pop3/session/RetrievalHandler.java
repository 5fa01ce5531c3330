package epostadm.server.pop3.session;

import epostadm.mailstore.store.MaildropMessage;
import epostadm.mailstore.store.MessageWire;
import epostadm.server.pop3.Pop3RefusedException;
import epostadm.server.pop3.Pop3Reply;
import epostadm.server.wire.ClientConnection;
import java.io.IOException;
import java.util.concurrent.Callable;

/// RETR and TOP. The file is open and its first block read before +OK is said, and a small message takes one visit
/// to the pool; a large one goes out block by block, read on the pool, sent from here. RFC 1939 sections 5 and 7.
final class RetrievalHandler {

    private static final int BLOCK = 1 << 15;

    private final ClientConnection connection;
    private final StoreWork store;
    private byte[] block = {};

    RetrievalHandler(ClientConnection connection, StoreWork store) {
        this.connection = connection;
        this.store = store;
    }

    void retrieve(MaildropMessage message) throws IOException, Pop3RefusedException {
        send(message::open, true);
    }

    void top(MaildropMessage message, int lines) throws IOException, Pop3RefusedException {
        send(() -> message.openTop(lines), false);
    }

    /// @param length of what is in the block
    private record Begun(MessageWire wire, int length) {}

    private void send(Callable<MessageWire> message, boolean sizeShown) throws IOException, Pop3RefusedException {
        if (block.length == 0) {
            block = new byte[BLOCK];
        }
        Begun begun = store.read(() -> begin(message));
        MessageWire wire = begun.wire();
        connection.write(new Pop3Reply.Ok(sizeShown ? wire.size() + " octets" : "").bytes());
        if (wire.ended()) {
            connection.write(block, 0, begun.length());
            return;
        }
        try {
            connection.write(block, 0, begun.length());
            while (!wire.ended()) {
                connection.write(block, 0, next(wire));
            }
        } finally {
            store.files().read(() -> close(wire));
        }
    }

    /// What is read whole is closed at once.
    private Begun begin(Callable<MessageWire> message) throws Exception {
        MessageWire wire = message.call();
        boolean begun = false;
        try {
            int length = wire.read(block);
            begun = !wire.ended();
            return new Begun(wire, length);
        } finally {
            if (!begun) {
                wire.close();
            }
        }
    }

    /// In the middle of a message nothing can be said any more: the connection ends.
    private int next(MessageWire wire) throws IOException {
        try {
            return store.files().read(() -> wire.read(block));
        } catch (IOException e) {
            store.failed(e);
            throw e;
        }
    }

    private static boolean close(MessageWire wire) throws IOException {
        wire.close();
        return true;
    }
}
