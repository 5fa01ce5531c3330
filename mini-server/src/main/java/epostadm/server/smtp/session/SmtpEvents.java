package epostadm.server.smtp.session;

import epostadm.server.smtp.SmtpReply;

/// Is told what happens in sessions, for the logs. docs/store-format.md, "Logs".
public interface SmtpEvents {

    void connected(Client client);

    /// What the client said; secrets are `****`.
    void heard(Client client, String line);

    void answered(Client client, SmtpReply reply);

    /// A message has been taken.
    ///
    /// @param octets as the client sent it
    void accepted(String id, Envelope envelope, long octets);

    /// Our own fault.
    void fault(Client client, Exception fault);

    void closed(Client client);
}
