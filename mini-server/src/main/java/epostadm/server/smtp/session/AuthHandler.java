package epostadm.server.smtp.session;

import epostadm.mailstore.store.Account;
import epostadm.server.authentication.ClientAuthentication;
import epostadm.server.authentication.Outcome;
import epostadm.server.sasl.SaslMechanism;
import epostadm.server.smtp.Replies;
import epostadm.server.smtp.SmtpCommand;
import epostadm.server.wire.ClientConnection;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// AUTH, and whom it has proven the client to be. RFC 4954.
final class AuthHandler {

    /// The longest AUTH line with its CRLF: 12288 octets may stand behind the command (RFC 4954 section 4).
    static final int LONGEST_LINE = 12288 + 64;

    private final SmtpService service;
    private final ClientAuthentication authentication;
    private Optional<Account> proven = Optional.empty();

    AuthHandler(SmtpService service, ClientConnection connection) {
        this.service = service;
        this.authentication = service.logins().client(connection);
    }

    /// Whether a line is an AUTH, which may be longer than others.
    static boolean begins(byte[] line) {
        return line.length > 5
                && (line[0] | 0x20) == 'a'
                && (line[1] | 0x20) == 'u'
                && (line[2] | 0x20) == 't'
                && (line[3] | 0x20) == 'h'
                && line[4] == ' ';
    }

    /// What EHLO announces at this moment.
    List<String> announced() {
        return proven.isPresent() || service.kind() == ListenerKind.LMTP
                ? List.of()
                : authentication.mechanisms().stream().map(SaslMechanism::label).toList();
    }

    /// The address of the account, if there is one and it may still be used.
    Optional<String> account() {
        return proven.map(account -> account.entry().name().text() + "@" + account.domain());
    }

    /// Who was suspended or removed meanwhile is nobody any more.
    void recheck() {
        proven = proven.filter(authentication::stillAllowed);
        if (proven.isEmpty()) {
            authentication.leave();
        }
    }

    void forget() {
        authentication.leave();
        proven = Optional.empty();
    }

    void authenticate(SmtpCommand.Auth auth, Client client) throws IOException, RefusedException {
        if (proven.isPresent()) {
            throw new RefusedException(Replies.badSequence("Already authenticated"));
        }
        Optional<SaslMechanism> named = SaslMechanism.of(auth.mechanism());
        if (named.filter(authentication.mechanisms()::contains).isEmpty()) {
            boolean withTls =
                    named.filter(authentication.mechanismsUnderTls()::contains).isPresent();
            throw new RefusedException(withTls ? Replies.mechanismNeedsTls() : Replies.unknownMechanism());
        }
        Outcome outcome = authentication.sasl(
                named.get(), auth.initial(), base64 -> Replies.challenge(base64).bytes());
        switch (outcome) {
            case Outcome.Success(Account account) -> {
                if (!authentication.enter(account)) {
                    throw new RefusedException(Replies.loginResting());
                }
                proven = Optional.of(account);
            }
            case Outcome.Refused(var reason) ->
                throw new RefusedException(
                        switch (reason) {
                            case MALFORMED -> Replies.notBase64();
                            case CANCELLED -> Replies.authenticationCancelled();
                            case REFUSED -> Replies.authenticationFailed();
                        });
            case Outcome.LockedOut _ -> throw new RefusedException(Replies.tooManyAttempts());
            case Outcome.Resting _ -> throw new RefusedException(Replies.loginResting());
            case Outcome.Fault(IOException fault) -> {
                service.events().fault(client, fault);
                throw new RefusedException(Replies.localError());
            }
            case Outcome.Gone _ -> throw new EOFException("in the middle of AUTH");
        }
    }
}
