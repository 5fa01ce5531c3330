package epostadm.server.smtp.session;

import epostadm.server.smtp.Extensions;
import epostadm.server.smtp.Replies;
import epostadm.server.smtp.SmtpCommand;
import epostadm.server.smtp.SmtpParser;
import epostadm.server.smtp.SmtpReply;
import epostadm.server.smtp.SmtpSyntaxException;
import epostadm.server.smtp.session.SessionState.Fresh;
import epostadm.server.smtp.session.SessionState.Greeted;
import epostadm.server.smtp.session.SessionState.Transaction;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.Line;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// One client's session, from greeting to goodbye. RFC 5321 section 4.1.4 for the order of commands.
public final class SmtpSession {

    private final SmtpService service;
    private final ClientConnection connection;
    private final AuthHandler authentication;
    private final EnvelopeHandler envelopes;
    private final MessageHandler messages;
    private final Patience patience;
    private SessionState state = new Fresh();
    private String hello = "";
    private int commands;
    private boolean open = true;

    public SmtpSession(SmtpService service, ClientConnection connection) {
        this.service = service;
        this.connection = connection;
        this.authentication = new AuthHandler(service, connection);
        this.envelopes = new EnvelopeHandler(service);
        this.messages = new MessageHandler(service, connection, this::reply);
        this.patience = new Patience(service.limits().errors());
    }

    /// Serves the client until it leaves or is sent away.
    public void run() throws IOException {
        service.events().connected(client());
        try {
            reply(Replies.greeting(service.host(), lmtp()));
            while (open) {
                if (!connection.inputWaits()) {
                    connection.flush();
                }
                line(connection.line(Math.max(service.limits().lineLength(), AuthHandler.LONGEST_LINE)));
            }
            connection.flush();
        } catch (SocketTimeoutException idle) {
            reply(Replies.idle(service.host()));
            connection.flush();
        } catch (EOFException gone) {
            // In the middle of a message: nothing was promised.
            open = false;
        } finally {
            reset();
            service.events().closed(client());
            authentication.forget();
        }
    }

    private void line(Line line) throws IOException {
        if (connection.ending()) {
            leave(Replies.stopping(service.host()));
            return;
        }
        if (++commands > service.limits().commands()) {
            leave(Replies.tooManyCommands(service.host()));
            return;
        }
        switch (line) {
            case Line.Whole whole -> whole(whole.octets());
            case Line.Odd _ -> error(Replies.badCharacters());
            case Line.TooLong _ -> error(Replies.lineTooLong());
            case Line.Closed _ -> open = false;
        }
    }

    private void whole(byte[] line) throws IOException {
        if (line.length > service.limits().lineLength() - 2 && !AuthHandler.begins(line)) {
            error(Replies.lineTooLong());
        } else {
            command(line);
        }
    }

    private void command(byte[] line) throws IOException {
        try {
            SmtpCommand command = SmtpParser.parse(line);
            service.events()
                    .heard(
                            client(),
                            command instanceof SmtpCommand.Auth auth
                                    ? "AUTH " + auth.mechanism() + " ****"
                                    : new String(line, StandardCharsets.UTF_8));
            execute(command);
        } catch (SmtpSyntaxException syntax) {
            if (syntax.outOfStep()) {
                leave(syntax.reply());
            } else {
                error(syntax.reply());
            }
        } catch (RefusedException refused) {
            reply(refused.reply());
            if (refused.reply().code() == 503 || refused.reply().code() == 535) {
                patience.lose();
            }
            leaveIfTooMuch();
        } catch (RuntimeException fault) {
            service.events().fault(client(), fault);
            leave(SmtpReply.of(421, "4.3.0", service.host() + " Local error, closing connection"));
        }
    }

    private void execute(SmtpCommand command) throws IOException, RefusedException {
        switch (command) {
            case SmtpCommand.Helo(var name) -> hello(name, false, false);
            case SmtpCommand.Ehlo(var name) -> hello(name, true, false);
            case SmtpCommand.Lhlo(var name) -> hello(name, true, true);
            case SmtpCommand.Mail mail -> mail(mail);
            case SmtpCommand.Rcpt rcpt -> rcpt(rcpt);
            case SmtpCommand.Data _ -> data();
            case SmtpCommand.Bdat bdat -> bdat(bdat);
            case SmtpCommand.Rset _ -> {
                reset();
                reply(Replies.ok());
            }
            case SmtpCommand.Noop _ -> reply(Replies.ok());
            case SmtpCommand.Quit _ -> leave(Replies.goodbye(service.host()));
            case SmtpCommand.Vrfy _ -> reply(Replies.cannotVerify());
            case SmtpCommand.Expn _ -> reply(Replies.noExpansion());
            case SmtpCommand.Help _ -> reply(Replies.help());
            case SmtpCommand.Auth auth -> auth(auth);
            case SmtpCommand.StartTls _ -> startTls();
        }
    }

    private void hello(String name, boolean extended, boolean lhlo) throws IOException, RefusedException {
        if (lhlo != lmtp()) {
            throw new RefusedException(Replies.notHere(lhlo ? "LHLO" : extended ? "EHLO" : "HELO"));
        }
        reset();
        hello = name;
        state = new Greeted(extended);
        if (!extended) {
            reply(Replies.hello(service.host()));
            return;
        }
        List<String> mechanisms = authentication.announced();
        boolean tls = service.tls() && !connection.secure();
        reply(Replies.extensions(
                service.host(), new Extensions(service.limits().messageSize(), tls, mechanisms, lmtp())));
    }

    private void mail(SmtpCommand.Mail mail) throws IOException, RefusedException {
        authentication.recheck();
        state = envelopes.mail(state, client(), mail);
        reply(Replies.senderOk(mail.from()));
    }

    private void rcpt(SmtpCommand.Rcpt rcpt) throws IOException, RefusedException {
        try {
            envelopes.rcpt(state, client(), rcpt);
        } catch (RefusedException refused) {
            if (strange()
                    && refused.reply().code() / 100 == 5
                    && refused.reply().code() != 503) {
                patience.lose();
                pause();
            }
            throw refused;
        }
        reply(Replies.recipientOk(rcpt.to()));
    }

    /// Whether the client may be one that tries out who is here: people mistype addresses, and who feeds LMTP
    /// passes on what others send.
    private boolean strange() {
        return service.kind() == ListenerKind.SMTP && authentication.account().isEmpty();
    }

    private void pause() throws IOException {
        connection.flush();
        try {
            Thread.sleep(patience.pause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void data() throws IOException, RefusedException {
        finish(messages.data(state, client()));
    }

    private void bdat(SmtpCommand.Bdat bdat) throws IOException, RefusedException {
        Optional<SmtpReply> end = messages.bdat(state, client(), bdat);
        if (end.isPresent()) {
            finish(end.get());
        } else {
            reply(Replies.chunkOk(bdat.size()));
        }
    }

    private void finish(SmtpReply reply) throws IOException {
        Transaction transaction = (Transaction) state;
        transaction.chunks = null;
        state = new Greeted(transaction.extended);
        if (reply.code() / 100 == 2) {
            patience.restore();
        }
        // RFC 2033 section 4.2: an answer for each recipient that was accepted.
        int replies = lmtp() ? transaction.recipients.size() : 1;
        for (int i = 0; i < replies; i++) {
            reply(reply);
        }
    }

    private void auth(SmtpCommand.Auth auth) throws IOException, RefusedException {
        if (lmtp()) {
            throw new RefusedException(Replies.notHere("AUTH"));
        }
        if (!(state instanceof Greeted greeted) || !greeted.extended()) {
            throw new RefusedException(Replies.badSequence("AUTH needs EHLO, and no message under way"));
        }
        authentication.authenticate(auth, client());
        reply(Replies.authenticated());
    }

    private void startTls() throws IOException, RefusedException {
        if (connection.secure()) {
            throw new RefusedException(Replies.badSequence("TLS has begun already"));
        }
        if (!service.tls()) {
            throw new RefusedException(Replies.noTls());
        }
        reply(Replies.startTls());
        connection.startTls();
        // RFC 3207 section 4.2: nothing that was learned before is known any more.
        reset();
        hello = "";
        authentication.forget();
        state = new Fresh();
    }

    private void reset() {
        if (state instanceof Transaction transaction) {
            if (transaction.chunks != null) {
                transaction.chunks.abort();
            }
            state = new Greeted(transaction.extended);
        }
    }

    private boolean lmtp() {
        return service.kind() == ListenerKind.LMTP;
    }

    private Client client() {
        return new Client(service.kind(), connection.peer(), connection.secure(), hello, authentication.account());
    }

    private void error(SmtpReply reply) throws IOException {
        reply(reply);
        patience.lose();
        leaveIfTooMuch();
    }

    private void leaveIfTooMuch() throws IOException {
        if (patience.lost()) {
            leave(Replies.tooManyErrors(service.host()));
        }
    }

    private void leave(SmtpReply reply) throws IOException {
        reply(reply);
        open = false;
    }

    private void reply(SmtpReply reply) throws IOException {
        service.events().answered(client(), reply);
        connection.write(reply.bytes());
    }
}
