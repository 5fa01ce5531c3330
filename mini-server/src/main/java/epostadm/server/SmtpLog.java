package epostadm.server;

import epostadm.server.smtp.SmtpReply;
import epostadm.server.smtp.session.Client;
import epostadm.server.smtp.session.Envelope;
import epostadm.server.smtp.session.SmtpEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What SMTP sessions tell.
final class SmtpLog implements SmtpEvents {

    private static final Logger LOG = LoggerFactory.getLogger("epostadm.smtp");

    @Override
    public void connected(Client client) {}

    @Override
    public void heard(Client client, String line) {
        LOG.debug("{} {}", client.address().getHostAddress(), line);
    }

    @Override
    public void answered(Client client, SmtpReply reply) {}

    @Override
    public void accepted(String id, Envelope envelope) {}

    @Override
    public void fault(Client client, Exception fault) {
        LOG.error("{}", client.address().getHostAddress(), fault);
    }

    @Override
    public void closed(Client client) {}
}
