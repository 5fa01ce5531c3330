package epostadm.server.pop3.session;

import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.Maildrop;
import epostadm.mailstore.store.MaildropMessage;
import epostadm.server.authentication.ClientAuthentication;
import epostadm.server.authentication.LoginRoom;
import epostadm.server.authentication.Outcome;
import epostadm.server.pop3.Capabilities;
import epostadm.server.pop3.Pop3Command;
import epostadm.server.pop3.Pop3Parser;
import epostadm.server.pop3.Pop3Refusal;
import epostadm.server.pop3.Pop3RefusedException;
import epostadm.server.pop3.Pop3Reply;
import epostadm.server.pop3.Pop3SyntaxException;
import epostadm.server.sasl.SaslMechanism;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.FileWork;
import epostadm.server.wire.Limits;
import epostadm.server.wire.Line;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/// One client's POP3 session, from greeting to end, on the thread that runs it.
public final class Pop3Session {

    /// What sessions share.
    public record House(LoginRoom logins, FileWork files, Limits limits, SessionEvents events) {}

    private static final Duration LOCK_KEPT_EVERY = Duration.ofMinutes(1);

    private final ClientConnection connection;
    private final House house;
    private final ClientAuthentication logins;
    private final InstantSource clock;
    private SessionState state = new SessionState.Authorization(Optional.empty());
    private Instant lockKept = Instant.EPOCH;
    private int errors;

    public Pop3Session(ClientConnection connection, House house, InstantSource clock) {
        this.connection = connection;
        this.house = house;
        this.logins = house.logins().client(connection);
        this.clock = clock;
    }

    /// Runs to its end, and lets go of the maildrop however that comes.
    public void run() throws IOException {
        try {
            say(new Pop3Reply.Ok("epostadm POP3 ready"));
            while (!(state instanceof SessionState.Ended)) {
                if (!connection.inputWaits()) {
                    connection.flush();
                }
                answer(connection.line(Pop3Parser.LONGEST_LINE + 2));
            }
            connection.flush();
        } catch (SocketTimeoutException e) {
            say(Pop3Refusal.IDLE.reply());
            connection.flush();
        } finally {
            if (state instanceof SessionState.Transaction transaction) {
                release(transaction);
            }
        }
    }

    /// The three failures, each mapped here alone.
    private void answer(Line line) throws IOException {
        try {
            switch (line) {
                case Line.Closed _ -> {
                    if (connection.ending()) {
                        say(Pop3Refusal.CLOSING.reply());
                    }
                    end();
                }
                case Line.TooLong _ -> fail(new Pop3Reply.Err(Optional.empty(), "line too long"));
                case Line.Odd _ -> fail(new Pop3Reply.Err(Optional.empty(), "lines end in CRLF"));
                case Line.Whole whole -> act(Pop3Parser.parse(whole.octets()));
            }
        } catch (Pop3SyntaxException e) {
            fail(Pop3Reply.of(e));
        } catch (Pop3RefusedException e) {
            fail(e.refusal().reply());
        } catch (RuntimeException e) {
            house.events().failed(user(), connection.peer(), e);
            fail(Pop3Refusal.FAULT.reply());
        }
    }

    private void act(Pop3Command command) throws IOException, Pop3RefusedException {
        house.events().commanded(user(), connection.peer(), command);
        if (state instanceof SessionState.Transaction(Account account, Maildrop _, BitSet _)
                && !logins.stillAllowed(account)) {
            say(Pop3Refusal.NO_LONGER_VALID.reply());
            end();
            return;
        }
        keepLock();
        switch (command) {
            case Pop3Command.Capa _ -> say(capabilities().reply());
            case Pop3Command.Stls _ -> throw new Pop3RefusedException(Pop3Refusal.NO_TLS);
            case Pop3Command.Utf8 _ -> throw new Pop3RefusedException(Pop3Refusal.NO_UTF8);
            case Pop3Command.User(String name) -> {
                authorization();
                requireConfidential();
                state = new SessionState.Authorization(Optional.of(name));
                say(new Pop3Reply.Ok("password, please"));
            }
            case Pop3Command.Pass(String password) -> logIn(authorization(), password);
            case Pop3Command.Apop _ -> throw new Pop3RefusedException(Pop3Refusal.WRONG_LOGIN);
            case Pop3Command.Auth(String mechanism, Optional<String> initialResponse) -> {
                authorization();
                authenticate(mechanism, initialResponse);
            }
            case Pop3Command.Stat _ -> stat(transaction());
            case Pop3Command.List(OptionalInt message) -> list(transaction(), message, this::sizeOf);
            case Pop3Command.Uidl(OptionalInt message) -> list(transaction(), message, MaildropMessage::uniqueId);
            case Pop3Command.Retr(int message) -> retrieve(message(transaction(), message));
            case Pop3Command.Top(int message, int lines) -> top(message(transaction(), message), lines);
            case Pop3Command.Dele(int message) -> {
                message(transaction(), message);
                transaction().deleted().set(message - 1);
                say(new Pop3Reply.Ok("marked as deleted"));
            }
            case Pop3Command.Noop _ -> {
                transaction();
                say(new Pop3Reply.Ok(""));
            }
            case Pop3Command.Rset _ -> {
                transaction().deleted().clear();
                say(new Pop3Reply.Ok(""));
            }
            case Pop3Command.Quit _ -> quit();
        }
    }

    /// The lock stays ours as long as the session does something: others take it over when it is 5 minutes old.
    private void keepLock() throws IOException, Pop3RefusedException {
        if (state instanceof SessionState.Transaction transaction
                && clock.instant().isAfter(lockKept.plus(LOCK_KEPT_EVERY))) {
            lockKept = clock.instant();
            write(() -> {
                transaction.maildrop().refresh();
                return true;
            });
        }
    }

    /// Reads from the store. A file that is gone is for the caller; all else that fails there is our fault, and
    /// the session goes on.
    private <T> T read(Callable<T> work) throws IOException, Pop3RefusedException {
        try {
            return house.files().read(work);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw fault(e);
        }
    }

    private <T> T write(Callable<T> work) throws Pop3RefusedException {
        try {
            return house.files().write(work);
        } catch (IOException e) {
            throw fault(e);
        }
    }

    private Pop3RefusedException fault(IOException e) {
        house.events().failed(user(), connection.peer(), e);
        return new Pop3RefusedException(Pop3Refusal.FAULT);
    }

    private void logIn(SessionState.Authorization authorization, String password)
            throws IOException, Pop3RefusedException {
        requireConfidential();
        String typed = authorization.user().orElseThrow(() -> new Pop3RefusedException(Pop3Refusal.USER_FIRST));
        state = new SessionState.Authorization(Optional.empty());
        finish(logins.password(typed, password));
    }

    /// RFC 5034 section 4.
    private void authenticate(String label, Optional<String> initialResponse) throws IOException, Pop3RefusedException {
        SaslMechanism mechanism = SaslMechanism.of(label)
                .filter(logins.mechanisms()::contains)
                .orElseThrow(() -> new Pop3RefusedException(Pop3Refusal.UNKNOWN_MECHANISM));
        finish(logins.sasl(mechanism, initialResponse, base64 -> new Pop3Reply.Challenge(base64).bytes()));
    }

    private void finish(Outcome outcome) throws IOException, Pop3RefusedException {
        switch (outcome) {
            case Outcome.Success(Account account) -> enter(account);
            case Outcome.Refused(var reason) ->
                throw new Pop3RefusedException(
                        switch (reason) {
                            case MALFORMED -> Pop3Refusal.MALFORMED_RESPONSE;
                            case CANCELLED -> Pop3Refusal.CANCELLED;
                            case REFUSED -> Pop3Refusal.WRONG_LOGIN;
                        });
            case Outcome.LockedOut _ -> throw new Pop3RefusedException(Pop3Refusal.TOO_MANY_FAILURES);
            case Outcome.Fault(IOException fault) -> throw fault(fault);
            case Outcome.Gone _ -> end();
        }
    }

    private void enter(Account found) throws IOException, Pop3RefusedException {
        if (!found.pop3()) {
            throw new Pop3RefusedException(Pop3Refusal.POP3_OFF);
        }
        Maildrop maildrop = write(() -> Maildrop.open(found, clock))
                .orElseThrow(() -> new Pop3RefusedException(Pop3Refusal.LOGON_OVERLAP));
        lockKept = clock.instant();
        state = new SessionState.Transaction(found, maildrop, new BitSet());
        say(new Pop3Reply.Ok(maildrop.messages().size() + " messages"));
    }

    private void stat(SessionState.Transaction transaction) throws IOException, Pop3RefusedException {
        int count = 0;
        long size = 0;
        List<MaildropMessage> messages = transaction.maildrop().messages();
        for (int i = 0; i < messages.size(); i++) {
            if (!transaction.deleted().get(i)) {
                count++;
                size += Long.parseLong(sizeOf(messages.get(i)));
            }
        }
        say(new Pop3Reply.Ok(count + " " + size));
    }

    private interface Column {
        String of(MaildropMessage message) throws IOException, Pop3RefusedException;
    }

    private void list(SessionState.Transaction transaction, OptionalInt one, Column column)
            throws IOException, Pop3RefusedException {
        if (one.isPresent()) {
            say(new Pop3Reply.Ok(one.getAsInt() + " " + column.of(message(transaction, one.getAsInt()))));
            return;
        }
        List<String> lines = new ArrayList<>();
        List<MaildropMessage> messages = transaction.maildrop().messages();
        for (int i = 0; i < messages.size(); i++) {
            if (!transaction.deleted().get(i)) {
                lines.add((i + 1) + " " + column.of(messages.get(i)));
            }
        }
        say(new Pop3Reply.Listing("", lines));
    }

    /// A message that somebody else deleted meanwhile counts 0 octets.
    private String sizeOf(MaildropMessage message) throws IOException, Pop3RefusedException {
        try {
            return Long.toString(read(message::size));
        } catch (NoSuchFileException e) {
            return "0";
        }
    }

    private void retrieve(MaildropMessage message) throws IOException, Pop3RefusedException {
        long size;
        try {
            if (read(message::encoded)) {
                throw new Pop3RefusedException(Pop3Refusal.ENCODED_MESSAGE);
            }
            size = read(message::size);
        } catch (NoSuchFileException e) {
            throw new Pop3RefusedException(Pop3Refusal.GONE);
        }
        say(new Pop3Reply.Ok(size + " octets"));
        message.writeWire(connection.output(), new byte[1 << 15]);
    }

    private void top(MaildropMessage message, int lines) throws IOException, Pop3RefusedException {
        try {
            if (read(message::encoded)) {
                throw new Pop3RefusedException(Pop3Refusal.ENCODED_MESSAGE);
            }
        } catch (NoSuchFileException e) {
            throw new Pop3RefusedException(Pop3Refusal.GONE);
        }
        say(new Pop3Reply.Ok(""));
        message.writeTop(connection.output(), lines, new byte[1 << 13]);
    }

    private void quit() throws IOException {
        if (state instanceof SessionState.Transaction(Account _, Maildrop maildrop, BitSet deleted)) {
            List<MaildropMessage> doomed =
                    deleted.stream().mapToObj(maildrop.messages()::get).toList();
            say(delete(maildrop, doomed));
        } else {
            say(new Pop3Reply.Ok("bye"));
        }
        end();
    }

    private Pop3Reply delete(Maildrop maildrop, List<MaildropMessage> doomed) {
        try {
            boolean done = doomed.isEmpty() || write(() -> maildrop.delete(doomed));
            return done ? new Pop3Reply.Ok("bye") : Pop3Refusal.LOCK_LOST.reply();
        } catch (Pop3RefusedException _) {
            return Pop3Refusal.NOT_ALL_DELETED.reply();
        }
    }

    private void end() throws IOException {
        SessionState last = state;
        state = new SessionState.Ended();
        if (last instanceof SessionState.Transaction transaction) {
            release(transaction);
        }
    }

    private void release(SessionState.Transaction transaction) throws IOException {
        house.files().write(() -> transaction.maildrop().close());
    }

    private MaildropMessage message(SessionState.Transaction transaction, int number) throws Pop3RefusedException {
        if (number > transaction.maildrop().messages().size()) {
            throw new Pop3RefusedException(Pop3Refusal.NO_SUCH_MESSAGE);
        }
        if (transaction.deleted().get(number - 1)) {
            throw new Pop3RefusedException(Pop3Refusal.DELETED);
        }
        return transaction.maildrop().messages().get(number - 1);
    }

    private SessionState.Authorization authorization() throws Pop3RefusedException {
        if (state instanceof SessionState.Authorization authorization) {
            return authorization;
        }
        throw new Pop3RefusedException(Pop3Refusal.LOGGED_IN);
    }

    private SessionState.Transaction transaction() throws Pop3RefusedException {
        if (state instanceof SessionState.Transaction transaction) {
            return transaction;
        }
        throw new Pop3RefusedException(Pop3Refusal.LOGIN_FIRST);
    }

    private void requireConfidential() throws Pop3RefusedException {
        if (!logins.clearText()) {
            throw new Pop3RefusedException(Pop3Refusal.NEEDS_TLS);
        }
    }

    private Capabilities capabilities() {
        boolean loggedIn = state instanceof SessionState.Transaction;
        List<String> mechanisms =
                logins.mechanisms().stream().map(SaslMechanism::label).toList();
        return new Capabilities(loggedIn, false, logins.clearText(), mechanisms);
    }

    private String user() {
        return state instanceof SessionState.Transaction(Account account, Maildrop _, BitSet _)
                ? account.entry().name().text()
                : "";
    }

    private void fail(Pop3Reply reply) throws IOException {
        say(reply);
        errors++;
        if (errors >= house.limits().errors()) {
            say(Pop3Refusal.TOO_MANY_ERRORS.reply());
            end();
        }
    }

    private void say(Pop3Reply reply) throws IOException {
        connection.write(reply.bytes());
    }
}
