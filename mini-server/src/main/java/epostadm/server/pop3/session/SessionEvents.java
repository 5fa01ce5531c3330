package epostadm.server.pop3.session;

import epostadm.server.pop3.Pop3Command;
import epostadm.server.pop3.Pop3Reply;
import java.net.InetAddress;

/// What a session tells its logs. Commands hide their passwords.
public interface SessionEvents {

    default void connected(InetAddress peer) {}

    default void loggedIn(String user, InetAddress peer) {}

    /// What was answered; of a message only that it comes.
    default void answered(String user, InetAddress peer, Pop3Reply reply) {}

    default void closed(String user, InetAddress peer) {}

    /// @param user who is logged in, or the empty text
    void commanded(String user, InetAddress peer, Pop3Command command);

    /// Our fault, with its stack.
    void failed(String user, InetAddress peer, Exception fault);
}
