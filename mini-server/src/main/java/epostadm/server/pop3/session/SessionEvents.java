package epostadm.server.pop3.session;

import epostadm.server.pop3.Pop3Command;
import java.net.InetAddress;

/// What a session tells its logs. Commands hide their passwords.
public interface SessionEvents {

    /// @param user who is logged in, or the empty text
    void commanded(String user, InetAddress peer, Pop3Command command);

    /// Our fault, with its stack.
    void failed(String user, InetAddress peer, Exception fault);
}
