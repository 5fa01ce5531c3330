package epostadm.server.imap.search;

import java.io.IOException;

/// One condition of a search, ready to be asked of each message.
@FunctionalInterface
interface MessageTest {

    boolean holds(ReadMessage message) throws IOException;
}
