package epostadm.server.imap.session;

import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.StatusResponse;
import java.net.InetAddress;

/// What a session tells its logs. Commands hide their passwords.
public interface ImapEvents {

    default void connected(InetAddress peer) {}

    default void loggedIn(String user, InetAddress peer) {}

    /// What was answered where it was no OK.
    default void answered(String user, InetAddress peer, StatusResponse response) {}

    default void closed(String user, InetAddress peer) {}

    /// @param user who is logged in, or the empty text
    void commanded(String user, InetAddress peer, ImapCommand command);

    /// Our fault, with its stack.
    void failed(String user, InetAddress peer, Exception fault);
}
