package epostadm.server.relay;

import epostadm.server.smtp.ServerExtensions;
import epostadm.server.smtp.SmtpReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// The client's side of one SMTP session, from the greeting to QUIT. RFC 5321. For one thread.
///
/// An [IOException] means that the server is of no use before it was told anything about a message.
final class SmtpClient {

    private static final int SERVICE_READY = 220;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Talk talk;
    private ServerExtensions extensions = ServerExtensions.NONE;

    SmtpClient(Talk talk) {
        this.talk = talk;
    }

    void greet(String host) throws IOException {
        SmtpReply greeting = talk.reply(talk.times().command());
        if (greeting.code() != SERVICE_READY) {
            throw new UnwillingException(greeting);
        }
        hello(host);
    }

    private void hello(String host) throws IOException {
        SmtpReply ehlo = talk.ask("EHLO " + host);
        if (ehlo.code() == 250) {
            extensions = ServerExtensions.of(ehlo);
            return;
        }
        if (ehlo.code() >= 500 && !talk.connection().secure()) {
            SmtpReply helo = talk.ask("HELO " + host);
            if (helo.code() == 250) {
                extensions = ServerExtensions.NONE;
                return;
            }
            throw new UnwillingException(helo);
        }
        throw new UnwillingException(ehlo);
    }

    boolean offersTls() {
        return extensions.offers("STARTTLS");
    }

    /// Afterwards the server has to be asked anew what it can (RFC 3207 section 4.2).
    ///
    /// @throws TlsFailedException where the server does not do what it offers
    void startTls(Contexts contexts, String host) throws IOException {
        SmtpReply reply = talk.ask("STARTTLS");
        if (reply.code() != SERVICE_READY) {
            throw new TlsFailedException(reply.toString(), new UnwillingException(reply));
        }
        try {
            boolean verified = talk.hop().tls() == TlsPolicy.VERIFIED;
            talk.connection()
                    .startTls(
                            contexts.of(talk.hop().tls()),
                            talk.hop().host(),
                            verified,
                            talk.times().command());
        } catch (IOException e) {
            throw new TlsFailedException("TLS: " + e.getMessage(), e);
        }
        hello(host);
    }

    void logIn(Hop.Login login) throws IOException {
        SmtpReply reply;
        if (extensions.authenticatesBy("PLAIN")) {
            String plain = "\0" + login.name() + "\0" + login.password();
            reply = talk.askSecretly("AUTH PLAIN ", base64(plain));
        } else if (extensions.authenticatesBy("LOGIN")) {
            reply = talk.ask("AUTH LOGIN");
            reply = reply.code() == 334 ? talk.askSecretly("", base64(login.name())) : reply;
            reply = reply.code() == 334 ? talk.askSecretly("", base64(login.password())) : reply;
        } else {
            throw new IOException("no mechanism to log in with is offered");
        }
        if (reply.code() != 235) {
            throw new UnwillingException(reply);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// How messages are handed over, now that it is known what the server can.
    Handover handover() {
        return new Handover(talk, extensions);
    }

    void quit() {
        try {
            talk.say("QUIT");
            talk.reply(FAREWELL);
        } catch (IOException e) {
            return; // The message's fate is known.
        }
    }
}
