package epostadm.server.smtp.session;

import epostadm.server.smtp.Extensions;
import epostadm.server.smtp.ForwardPath;
import epostadm.server.smtp.MailParameters;
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

    private static final int BLOCK = 1 << 14;

    private final SmtpService service;
    private final ClientConnection connection;
    private final AuthHandler authentication;
    private SessionState state = new Fresh();
    private String hello = "";
    private int errors;
    private int commands;
    private boolean open = true;

    public SmtpSession(SmtpService service, ClientConnection connection) {
        this.service = service;
        this.connection = connection;
        this.authentication = new AuthHandler(service, connection);
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
                count();
            }
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
        boolean extended = switch (state) {
            case Fresh _ ->
                throw new RefusedException(Replies.badSequence(lmtp() ? "Send LHLO first" : "Send EHLO first"));
            case Transaction _ -> throw new RefusedException(Replies.badSequence("Sender already given"));
            case Greeted greeted -> greeted.extended();
        };
        authentication.recheck();
        if (service.kind() == ListenerKind.SUBMISSION
                && authentication.account().isEmpty()) {
            throw new RefusedException(Replies.authenticationRequired());
        }
        if (!extended && !mail.parameters().equals(MailParameters.NONE)) {
            throw new RefusedException(Replies.noParametersAfterHelo());
        }
        if (!mail.parameters().smtpUtf8() && !mail.from().ascii()) {
            throw new RefusedException(Replies.senderNeedsUtf8());
        }
        if (mail.parameters().size().orElse(0) > service.limits().messageSize()) {
            throw new RefusedException(Replies.tooLarge());
        }
        judge(() -> service.reception().sender(client(), mail.from(), mail.parameters()));
        state = new Transaction(extended, mail.from(), mail.parameters());
        reply(Replies.senderOk(mail.from()));
    }

    private void rcpt(SmtpCommand.Rcpt rcpt) throws IOException, RefusedException {
        if (!(state instanceof Transaction transaction)) {
            throw new RefusedException(Replies.badSequence("Send MAIL first"));
        }
        if (transaction.chunks != null || transaction.failed) {
            throw new RefusedException(Replies.badSequence("The message has begun"));
        }
        ForwardPath to = rcpt.to();
        if (!transaction.parameters.smtpUtf8() && !to.ascii()) {
            throw new RefusedException(Replies.recipientNeedsUtf8());
        }
        if (transaction.recipients.size() >= service.limits().recipients()) {
            throw new RefusedException(Replies.tooManyRecipients());
        }
        judge(() -> service.reception().recipient(transaction.envelope(client()), to));
        transaction.recipients.add(new Envelope.Recipient(to, rcpt.parameters()));
        reply(Replies.recipientOk(to));
    }

    private interface Question {
        Reception.Verdict ask() throws IOException;
    }

    private void judge(Question question) throws RefusedException {
        Reception.Verdict verdict;
        try {
            verdict = question.ask();
        } catch (IOException fault) {
            throw fault(fault);
        }
        if (verdict instanceof Reception.Verdict.Refused(SmtpReply reply)) {
            throw new RefusedException(reply);
        }
    }

    private RefusedException fault(IOException fault) {
        service.events().fault(client(), fault);
        return new RefusedException(fault instanceof StorageFullException ? Replies.diskFull() : Replies.localError());
    }

    private Transaction ready() throws RefusedException {
        if (!(state instanceof Transaction transaction)) {
            throw new RefusedException(Replies.badSequence("Send MAIL first"));
        }
        if (transaction.failed) {
            throw new RefusedException(Replies.badSequence("A chunk was refused: send RSET"));
        }
        if (transaction.recipients.isEmpty()) {
            // RFC 2033 section 4.2 wants 503 here, RFC 5321 section 3.3 allows 554.
            throw new RefusedException(lmtp() ? Replies.badSequence("No valid recipients") : Replies.noRecipients());
        }
        return transaction;
    }

    private MessageIntake intake(Transaction transaction) throws RefusedException {
        try {
            return new MessageIntake(service, transaction.envelope(client()), transaction.extended);
        } catch (IOException fault) {
            throw fault(fault);
        }
    }

    private void data() throws IOException, RefusedException {
        Transaction transaction = ready();
        if (transaction.chunks != null) {
            throw new RefusedException(Replies.badSequence("BDAT has begun"));
        }
        MessageIntake intake = intake(transaction);
        boolean whole = false;
        try {
            reply(Replies.startData());
            connection.flush();
            byte[] block = new byte[BLOCK];
            while (!intake.ended()) {
                int length = connection.read(block, 0, BLOCK);
                if (length < 0) {
                    throw new EOFException("in the middle of a message");
                }
                int end = intake.data(block, length);
                if (end < length) {
                    connection.unread(block, end, length - end);
                }
            }
            whole = true;
        } finally {
            if (!whole) {
                intake.abort();
            }
        }
        finish(transaction, intake);
    }

    /// The chunk is read in any case, or its octets would be taken for commands. RFC 3030 section 2.
    private void bdat(SmtpCommand.Bdat bdat) throws IOException, RefusedException {
        Optional<RefusedException> refused = Optional.empty();
        Optional<Transaction> transaction = Optional.empty();
        try {
            transaction = Optional.of(ready());
            if (transaction.get().chunks == null) {
                transaction.get().chunks = intake(transaction.get());
            }
        } catch (RefusedException refusal) {
            refused = Optional.of(refusal);
        }
        byte[] block = new byte[(int) Math.min(BLOCK, Math.max(1, bdat.size()))];
        for (long left = bdat.size(); left > 0; ) {
            int length = connection.read(block, 0, (int) Math.min(block.length, left));
            if (length < 0) {
                throw new EOFException("in the middle of a chunk");
            }
            left -= length;
            if (refused.isEmpty()) {
                transaction.orElseThrow().chunks.chunk(block, length);
            }
        }
        if (refused.isPresent()) {
            if (state instanceof Transaction failing) {
                failing.failed = true;
            }
            throw refused.get();
        }
        chunkRead(transaction.orElseThrow(), bdat);
    }

    private void chunkRead(Transaction transaction, SmtpCommand.Bdat bdat) throws IOException, RefusedException {
        MessageIntake intake = transaction.chunks;
        if (bdat.last()) {
            intake.endChunks();
            finish(transaction, intake);
            return;
        }
        Optional<SmtpReply> refusal = intake.refusal();
        if (refusal.isPresent()) {
            transaction.failed = true;
            throw new RefusedException(refusal.get());
        }
        reply(Replies.chunkOk(bdat.size()));
    }

    private void finish(Transaction transaction, MessageIntake intake) throws IOException {
        SmtpReply reply = intake.commit();
        transaction.chunks = null;
        state = new Greeted(transaction.extended);
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
        count();
    }

    private void count() throws IOException {
        if (++errors >= service.limits().errors()) {
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
