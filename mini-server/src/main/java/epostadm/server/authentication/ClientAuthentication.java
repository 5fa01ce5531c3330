package epostadm.server.authentication;

import epostadm.mailstore.store.Account;
import epostadm.server.login.ClientLogins;
import epostadm.server.login.DomainAwayException;
import epostadm.server.pause.DomainPauses;
import epostadm.server.sasl.SaslExchange;
import epostadm.server.sasl.SaslMechanism;
import epostadm.server.sasl.SaslStep;
import epostadm.server.sasl.SaslStep.Failure.Reason;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.Line;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// One connection's tries to log in. Passwords are checked on the pool for files; a refusal comes as late as the
/// throttle wants it.
public final class ClientAuthentication {

    private final LoginRoom room;
    private final ClientConnection connection;
    private final ClientLogins logins;
    private Optional<DomainPauses.Visit> visit = Optional.empty();

    ClientAuthentication(LoginRoom room, ClientConnection connection) {
        this.room = room;
        this.connection = connection;
        this.logins = room.desk().client(connection.peer());
    }

    /// Whether a password may be sent as it is, as the connection is now.
    public boolean clearText() {
        return room.clearText(connection.confidential());
    }

    /// The mechanisms that may be used as the connection is now, best first.
    public List<SaslMechanism> mechanisms() {
        return room.mechanisms(connection.confidential());
    }

    /// Those that could be used if it were TLS.
    public List<SaslMechanism> mechanismsUnderTls() {
        return room.mechanisms(true);
    }

    /// Whether digests of a password can succeed for somebody: CRAM-MD5's and APOP's.
    public boolean digestsPossible() {
        return room.desk().clearPasswordsKnown();
    }

    /// Whether a session of this account may go on.
    public boolean stillAllowed(Account account) {
        return logins.stillAllowed(account);
    }

    /// Whether the account's domain lets anybody in at the moment; then the session is inside until [#leave()], and
    /// asked to end where the domain is to rest.
    public boolean enter(Account account) {
        leave();
        visit = room.pauses().enter(account.domain(), new DomainPauses.Guest() {
            @Override
            public void asked() {
                quietly(connection::end);
            }

            @Override
            public void thrownOut() {
                quietly(connection::cutOff);
            }
        });
        if (visit.isPresent() && !logins.unchanged(account)) {
            leave(); // The domain rested while the password was checked.
        }
        return visit.isPresent();
    }

    public void leave() {
        visit.ifPresent(DomainPauses.Visit::close);
        visit = Optional.empty();
    }

    private interface Ending {
        void end() throws IOException;
    }

    private static void quietly(Ending ending) {
        try {
            ending.end();
        } catch (IOException _) {
            // It is gone, which is what was wanted.
        }
    }

    public Outcome password(String name, String password) throws IOException {
        return once(() -> logins.login(name, password));
    }

    /// @param timestamp the one in our greeting
    public Outcome apop(String name, String timestamp, String digest) throws IOException {
        return once(() -> logins.apop(name, timestamp, digest));
    }

    /// An exchange from the command that began it to its end.
    ///
    /// @param prompt a challenge in base64, as the protocol has it
    public Outcome sasl(SaslMechanism mechanism, Optional<String> initialResponse, Function<String, byte[]> prompt)
            throws IOException {
        if (logins.lockedOut()) {
            return new Outcome.LockedOut();
        }
        SaslExchange exchange = logins.sasl(mechanism);
        Looked<SaslStep> looked = look(() -> exchange.begin(initialResponse));
        while (looked instanceof Looked.Seen<SaslStep>(SaslStep.Challenge challenge)) {
            connection.write(prompt.apply(challenge.base64()));
            connection.flush();
            switch (connection.line(SaslExchange.LONGEST_RESPONSE + 2)) {
                case Line.Whole answer -> looked = look(() -> exchange.next(answer.latin1()));
                case Line.TooLong _, Line.Odd _ -> {
                    return new Outcome.Refused(Reason.MALFORMED);
                }
                case Line.Closed _ -> {
                    return new Outcome.Gone();
                }
            }
        }
        return switch (looked) {
            case Looked.Failed<SaslStep>(IOException fault) -> failed(fault);
            case Looked.Seen<SaslStep>(SaslStep step) -> outcome(step);
        };
    }

    private Outcome outcome(SaslStep step) throws IOException {
        return switch (step) {
            case SaslStep.Success(Account account) -> new Outcome.Success(account);
            case SaslStep.Failure failure -> refused(failure.reason());
            case SaslStep.Challenge _ -> throw new IllegalStateException("a challenge left open");
        };
    }

    private Outcome once(Callable<Optional<Account>> attempt) throws IOException {
        if (logins.lockedOut()) {
            return new Outcome.LockedOut();
        }
        return switch (look(attempt)) {
            case Looked.Failed<Optional<Account>>(IOException fault) -> failed(fault);
            case Looked.Seen<Optional<Account>>(Optional<Account> found) ->
                found.isPresent() ? new Outcome.Success(found.get()) : refused(Reason.REFUSED);
        };
    }

    /// What is wrong with the store must not be taken for what is wrong with the connection.
    private sealed interface Looked<T> {
        record Seen<T>(T value) implements Looked<T> {}

        record Failed<T>(IOException fault) implements Looked<T> {}
    }

    private <T> Looked<T> look(Callable<T> work) {
        try {
            return new Looked.Seen<>(room.files().read(work));
        } catch (IOException fault) {
            return new Looked.Failed<>(fault);
        }
    }

    private static Outcome failed(IOException fault) {
        return fault instanceof DomainAwayException ? new Outcome.Resting() : new Outcome.Fault(fault);
    }

    private Outcome refused(Reason reason) throws IOException {
        try {
            Thread.sleep(logins.pause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
        // Accounts of a domain at rest may be half changed: who is wrong now may be right after it.
        boolean untold = reason == Reason.REFUSED && !room.pauses().paused().isEmpty();
        return untold ? new Outcome.Resting() : new Outcome.Refused(reason);
    }
}
