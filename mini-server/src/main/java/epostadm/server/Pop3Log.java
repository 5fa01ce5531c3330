package epostadm.server;

import epostadm.server.pop3.Pop3Command;
import epostadm.server.pop3.session.SessionEvents;
import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What POP3 sessions tell.
final class Pop3Log implements SessionEvents {

    private static final Logger LOG = LoggerFactory.getLogger("epostadm.pop3");

    @Override
    public void commanded(String user, InetAddress peer, Pop3Command command) {
        LOG.debug("{} from {} {}", user, peer.getHostAddress(), command);
    }

    @Override
    public void failed(String user, InetAddress peer, Exception fault) {
        LOG.error("{} from {}", user, peer.getHostAddress(), fault);
    }
}
