package epostadm.server.imap.session;

import epostadm.server.imap.ImapCommand;
import java.net.InetAddress;

/// What a session tells its logs. Commands hide their passwords.
public interface ImapEvents {

    default void connected(InetAddress peer) {}

    default void loggedIn(String user, InetAddress peer) {}

    /// @param status `NO`, `BAD` or `BYE`
    /// @param code the response code's name, or the empty text
    default void refused(String user, InetAddress peer, String status, String code, String sentence) {}

    default void closed(String user, InetAddress peer) {}

    /// @param user who is logged in, or the empty text
    /// @param line the command as it came, without its literals; secrets are `****`
    void commanded(String user, InetAddress peer, ImapCommand command, String line);

    /// Our fault, with its stack.
    void failed(String user, InetAddress peer, Exception fault);
}
