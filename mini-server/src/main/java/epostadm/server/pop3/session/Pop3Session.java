package epostadm.server.pop3.session;

import epostadm.server.pop3.Capabilities;
import epostadm.server.pop3.Pop3Command;
import epostadm.server.pop3.Pop3Parser;
import epostadm.server.pop3.Pop3Refusal;
import epostadm.server.pop3.Pop3RefusedException;
import epostadm.server.pop3.Pop3Reply;
import epostadm.server.pop3.Pop3SyntaxException;
import epostadm.server.pop3.session.SessionState.Authorization;
import epostadm.server.pop3.session.SessionState.Transaction;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.Line;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// One client's POP3 session, from greeting to end, on the thread that runs it.
public final class Pop3Session {

    /// A client that is silent for longer does not need a thread of its own.
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final Pop3Service service;
    private final ClientConnection connection;
    private final StoreWork store;
    private final LoginHandler logins;
    private final ListingHandler listings;
    private final RetrievalHandler retrievals;
    private final UpdateHandler updates;
    private SessionState state = new Authorization(Optional.empty());
    private int errors;
    private int commands;

    public Pop3Session(Pop3Service service, ClientConnection connection) {
        this.service = service;
        this.connection = connection;
        this.store = new StoreWork(service.files(), service.events(), connection.peer());
        this.logins = new LoginHandler(service, connection, store);
        this.listings = new ListingHandler(store);
        this.retrievals = new RetrievalHandler(connection, store);
        this.updates = new UpdateHandler(store);
    }

    /// Runs to its end, and lets go of the maildrop however that comes.
    public void run() throws IOException {
        service.events().connected(connection.peer());
        try {
            String timestamp = logins.timestamp().map(shown -> " " + shown).orElse("");
            say(new Pop3Reply.Ok("epostadm POP3 ready" + timestamp));
            while (!(state instanceof SessionState.Ended)) {
                next();
                if (state instanceof Transaction) {
                    service.files().onPlatformThread(this::whileBusy);
                }
            }
            connection.flush();
        } catch (SocketTimeoutException | EOFException gone) {
            // RFC 1939 section 3: who was silent for too long is left without a word, and nothing is deleted.
        } finally {
            end();
            service.events().closed(store.user(), connection.peer());
        }
    }

    /// Message after message, each from the disk to the client: see
    /// [epostadm.server.wire.FileWork#onPlatformThread].
    private void whileBusy() throws IOException {
        while (state instanceof Transaction && goesOn()) {
            next();
        }
    }

    private boolean goesOn() throws IOException {
        flush();
        return connection.goesOn(BUSY);
    }

    private void next() throws IOException {
        flush();
        answer(connection.line(Pop3Parser.LONGEST_LINE + 2));
    }

    private void flush() throws IOException {
        if (!connection.inputWaits()) {
            connection.flush();
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
            if (e.refusal().clientsError()) {
                fail(e.refusal().reply());
            } else {
                say(e.refusal().reply());
            }
        } catch (RuntimeException e) {
            store.failed(e);
            fail(Pop3Refusal.FAULT.reply());
        }
    }

    private void act(Pop3Command command) throws IOException, Pop3RefusedException {
        service.events().commanded(store.user(), connection.peer(), command);
        if (++commands > service.limits().commands()) {
            leave(Pop3Refusal.TOO_MANY_COMMANDS);
        } else if (state instanceof Transaction transaction && !logins.stillAllowed(transaction.account())) {
            leave(Pop3Refusal.NO_LONGER_VALID);
        } else {
            execute(command);
        }
    }

    private void execute(Pop3Command command) throws IOException, Pop3RefusedException {
        switch (command) {
            case Pop3Command.Capa _ -> say(capabilities().reply());
            case Pop3Command.Stls _ -> startTls();
            case Pop3Command.Utf8 _ -> {
                // Messages go out as they are in either mode. RFC 6856 section 2.1.
                authorization();
                say(new Pop3Reply.Ok("UTF-8"));
            }
            case Pop3Command.User(String name) -> {
                authorization();
                state = logins.user(name);
                say(new Pop3Reply.Ok("password, please"));
            }
            case Pop3Command.Pass(String password) -> {
                String user =
                        authorization().user().orElseThrow(() -> new Pop3RefusedException(Pop3Refusal.USER_FIRST));
                state = new Authorization(Optional.empty());
                enter(logins.password(user, password));
            }
            case Pop3Command.Apop apop -> {
                authorization();
                enter(logins.apop(apop));
            }
            case Pop3Command.Auth auth -> {
                authorization();
                enter(logins.sasl(auth));
            }
            case Pop3Command.Stat _ -> say(listings.stat(transaction()));
            case Pop3Command.List(OptionalInt message) -> say(listings.list(transaction(), message));
            case Pop3Command.Uidl(OptionalInt message) -> say(listings.uidl(transaction(), message));
            case Pop3Command.Retr(int message) -> retrievals.retrieve(transaction(), message);
            case Pop3Command.Top(int message, int lines) ->
                retrievals.top(transaction().message(message), lines);
            case Pop3Command.Dele(int message) -> {
                transaction().message(message);
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

    private void enter(Transaction transaction) throws IOException {
        state = transaction;
        service.events().loggedIn(store.user(), connection.peer());
        say(new Pop3Reply.Ok(transaction.messages().size() + " messages"));
    }

    /// RFC 2595 section 4. What the client said before is forgotten, and what it sent behind it thrown away.
    private void startTls() throws IOException, Pop3RefusedException {
        authorization();
        if (connection.secure()) {
            throw new Pop3RefusedException(Pop3Refusal.TLS_ALREADY);
        }
        if (!service.tls()) {
            throw new Pop3RefusedException(Pop3Refusal.NO_TLS);
        }
        say(new Pop3Reply.Ok("begin TLS"));
        connection.startTls();
        state = new Authorization(Optional.empty());
    }

    private Capabilities capabilities() {
        return new Capabilities(
                state instanceof Transaction,
                service.tls() && !connection.secure(),
                logins.clearText(),
                logins.mechanisms());
    }

    private void quit() throws IOException {
        Pop3Reply reply =
                state instanceof Transaction transaction ? updates.update(transaction) : new Pop3Reply.Ok("bye");
        state = new SessionState.Ended();
        say(reply);
    }

    private void end() {
        SessionState last = state;
        state = new SessionState.Ended();
        if (last instanceof Transaction transaction) {
            updates.release(transaction);
        }
    }

    private void leave(Pop3Refusal refusal) throws IOException {
        end();
        say(refusal.reply());
    }

    private Authorization authorization() throws Pop3RefusedException {
        if (state instanceof Authorization authorization) {
            return authorization;
        }
        throw new Pop3RefusedException(Pop3Refusal.LOGGED_IN);
    }

    private Transaction transaction() throws Pop3RefusedException {
        if (state instanceof Transaction transaction) {
            return transaction;
        }
        throw new Pop3RefusedException(Pop3Refusal.LOGIN_FIRST);
    }

    private void fail(Pop3Reply reply) throws IOException {
        say(reply);
        errors++;
        if (errors >= service.limits().errors()) {
            leave(Pop3Refusal.TOO_MANY_ERRORS);
        }
    }

    private void say(Pop3Reply reply) throws IOException {
        service.events().answered(store.user(), connection.peer(), reply);
        connection.write(reply.bytes());
    }
}
