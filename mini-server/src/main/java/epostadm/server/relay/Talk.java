package epostadm.server.relay;

import epostadm.mailstore.spool.QueueId;
import epostadm.server.queue.QueueEvents;
import epostadm.server.smtp.SmtpReply;
import java.io.IOException;
import java.time.Duration;

/// What is said to another server about a message and what it answers, told to the logs without secrets. For one
/// thread.
record Talk(ServerConnection connection, Hop hop, TimeOuts times, QueueEvents events, QueueId id) {

    SmtpReply ask(String line) throws IOException {
        say(line);
        return reply(times.command());
    }

    SmtpReply askSecretly(String start, String secret) throws IOException {
        events.said(id, hop.host(), start + "****");
        connection.line(start + secret);
        return reply(times.command());
    }

    void say(String line) throws IOException {
        events.said(id, hop.host(), line);
        connection.line(line);
    }

    /// The content itself is in no log.
    void saysContent() {
        events.said(id, hop.host(), ".");
    }

    SmtpReply reply(Duration within) throws IOException {
        SmtpReply reply = connection.reply(within);
        events.heard(id, hop.host(), reply.toString());
        return reply;
    }
}
