package epostadm.server.pop3.session;

import epostadm.mailstore.account.SaslPrep;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.Maildrop;
import epostadm.server.authentication.ClientAuthentication;
import epostadm.server.authentication.Outcome;
import epostadm.server.pop3.Pop3Command;
import epostadm.server.pop3.Pop3Refusal;
import epostadm.server.pop3.Pop3RefusedException;
import epostadm.server.pop3.Pop3Reply;
import epostadm.server.sasl.SaslMechanism;
import epostadm.server.wire.ClientConnection;
import java.io.EOFException;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// USER, PASS, APOP and AUTH: from a name to an open maildrop. RFC 1939 sections 4 and 7, RFC 5034.
final class LoginHandler {

    private final Pop3Service service;
    private final ClientAuthentication authentication;
    private final StoreWork store;
    private final Optional<String> timestamp;

    LoginHandler(Pop3Service service, ClientConnection connection, StoreWork store) {
        this.service = service;
        this.authentication = service.logins().client(connection);
        this.store = store;
        this.timestamp = authentication.digestsPossible()
                ? Optional.of(service.logins().desk().timestamp())
                : Optional.empty();
    }

    /// What the greeting shows where APOP can succeed for somebody. RFC 1939 section 7.
    Optional<String> timestamp() {
        return timestamp;
    }

    List<String> mechanisms() {
        return authentication.mechanisms().stream().map(SaslMechanism::label).toList();
    }

    boolean clearText() {
        return authentication.clearText();
    }

    /// Whether a session of this account may go on.
    boolean stillAllowed(Account account) {
        return authentication.stillAllowed(account);
    }

    SessionState.Authorization user(String name) throws Pop3RefusedException {
        requireClearText();
        return new SessionState.Authorization(Optional.of(name));
    }

    SessionState.Transaction password(String user, String password) throws IOException, Pop3RefusedException {
        requireClearText();
        return enter(authentication.password(prepared(user), password));
    }

    SessionState.Transaction apop(Pop3Command.Apop apop) throws IOException, Pop3RefusedException {
        if (timestamp.isEmpty()) {
            throw new Pop3RefusedException(Pop3Refusal.NO_APOP);
        }
        return enter(authentication.apop(prepared(apop.name()), timestamp.get(), apop.digest()));
    }

    SessionState.Transaction sasl(Pop3Command.Auth auth) throws IOException, Pop3RefusedException {
        SaslMechanism mechanism = SaslMechanism.of(auth.mechanism())
                .filter(authentication.mechanisms()::contains)
                .orElseThrow(() -> new Pop3RefusedException(Pop3Refusal.UNKNOWN_MECHANISM));
        return enter(authentication.sasl(
                mechanism, auth.initialResponse(), base64 -> new Pop3Reply.Challenge(base64).bytes()));
    }

    /// RFC 6856 section 2.2.
    private static String prepared(String name) {
        return SaslPrep.prepare(name).filter(text -> !text.isEmpty()).orElse(name);
    }

    private void requireClearText() throws Pop3RefusedException {
        if (!authentication.clearText()) {
            throw new Pop3RefusedException(Pop3Refusal.NEEDS_TLS);
        }
    }

    private SessionState.Transaction enter(Outcome outcome) throws IOException, Pop3RefusedException {
        return switch (outcome) {
            case Outcome.Success(Account account) -> enter(account);
            case Outcome.Refused(var reason) ->
                throw new Pop3RefusedException(
                        switch (reason) {
                            case MALFORMED -> Pop3Refusal.MALFORMED_RESPONSE;
                            case CANCELLED -> Pop3Refusal.CANCELLED;
                            case REFUSED -> Pop3Refusal.WRONG_LOGIN;
                        });
            case Outcome.LockedOut _ -> throw new Pop3RefusedException(Pop3Refusal.TOO_MANY_FAILURES);
            case Outcome.Resting _ -> throw new Pop3RefusedException(Pop3Refusal.RESTING);
            case Outcome.Fault(IOException fault) -> throw store.fault(fault);
            case Outcome.Gone _ -> throw new EOFException("in the middle of AUTH");
        };
    }

    /// The session has let go of its maildrop.
    void leave() {
        authentication.leave();
    }

    private SessionState.Transaction enter(Account account) throws Pop3RefusedException {
        if (!authentication.enter(account)) {
            throw new Pop3RefusedException(Pop3Refusal.RESTING);
        }
        try {
            return open(account);
        } catch (Pop3RefusedException | RuntimeException e) {
            authentication.leave();
            throw e;
        }
    }

    private SessionState.Transaction open(Account account) throws Pop3RefusedException {
        if (!store.read(account::pop3)) {
            throw new Pop3RefusedException(Pop3Refusal.POP3_OFF);
        }
        Maildrop maildrop = store.write(() -> Maildrop.open(account, service.known(), service.clock()))
                .orElseThrow(() -> new Pop3RefusedException(Pop3Refusal.LOGON_OVERLAP));
        store.user(account.entry().name().text());
        LockKeeper keeper = LockKeeper.of(maildrop, service.files(), service.lockRefresh(), store::failed);
        return new SessionState.Transaction(account, maildrop, new BitSet(), keeper);
    }
}
