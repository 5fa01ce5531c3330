package epostadm.server.imap.session;

import epostadm.mailstore.hierarchy.AccountFolders;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.Account;
import epostadm.server.authentication.ClientAuthentication;
import epostadm.server.authentication.Outcome;
import epostadm.server.imap.ImapCapabilities;
import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.ImapExtension;
import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.session.SessionState.Authenticated;
import epostadm.server.sasl.SaslMechanism;
import epostadm.server.wire.ClientConnection;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// LOGIN and AUTHENTICATE: from a name to an account's folders. RFC 9051 sections 6.2.2 and 6.2.3, RFC 4959.
final class LoginHandler {

    /// What works in full.
    private static final Set<ImapExtension> OFFERED = offered();

    private final ImapService service;
    private final ClientAuthentication authentication;
    private final StoreWork store;
    private final ImapOutput out;

    LoginHandler(ImapService service, ClientConnection connection, StoreWork store, ImapOutput out) {
        this.service = service;
        this.authentication = service.logins().client(connection);
        this.store = store;
        this.out = out;
    }

    private static Set<ImapExtension> offered() {
        Set<ImapExtension> offered = EnumSet.copyOf(ImapCapabilities.all());
        offered.remove(ImapExtension.QUOTA_MESSAGE);
        return offered;
    }

    ImapCapabilities capabilities(boolean loggedIn, boolean startTls, boolean compressed) {
        List<String> mechanisms =
                authentication.mechanisms().stream().map(SaslMechanism::label).toList();
        Set<ImapExtension> extensions = EnumSet.copyOf(OFFERED);
        if (compressed) {
            extensions.remove(ImapExtension.COMPRESS);
        }
        return new ImapCapabilities(
                extensions, service.limits().messageSize(), startTls, authentication.clearText(), mechanisms, loggedIn);
    }

    /// Whether a session of this account may go on.
    boolean stillAllowed(Account account) {
        return authentication.stillAllowed(account);
    }

    Authenticated login(ImapCommand.Login login) throws IOException, ImapRefusedException {
        if (!authentication.clearText()) {
            throw new ImapRefusedException(ImapRefusal.NEEDS_TLS);
        }
        return enter(authentication.password(login.user(), login.password()));
    }

    Authenticated authenticate(ImapCommand.Authenticate authenticate) throws IOException, ImapRefusedException {
        SaslMechanism mechanism = SaslMechanism.of(authenticate.mechanism())
                .filter(authentication.mechanisms()::contains)
                .orElseThrow(() -> new ImapRefusedException(ImapRefusal.UNKNOWN_MECHANISM));
        out.gather();
        return enter(authentication.sasl(
                mechanism,
                authenticate.initialResponse(),
                base64 -> ("+ " + base64 + "\r\n").getBytes(StandardCharsets.US_ASCII)));
    }

    private Authenticated enter(Outcome outcome) throws IOException, ImapRefusedException {
        return switch (outcome) {
            case Outcome.Success(Account account) -> enter(account);
            case Outcome.Refused(var reason) ->
                throw new ImapRefusedException(
                        switch (reason) {
                            case MALFORMED -> ImapRefusal.MALFORMED_RESPONSE;
                            case CANCELLED -> ImapRefusal.CANCELLED;
                            case REFUSED -> ImapRefusal.WRONG_LOGIN;
                        });
            case Outcome.LockedOut _ -> throw new ImapRefusedException(ImapRefusal.TOO_MANY_FAILURES);
            case Outcome.Resting _ -> throw new ImapRefusedException(ImapRefusal.RESTING);
            case Outcome.Fault(IOException fault) -> throw store.fault(fault);
            case Outcome.Gone _ -> throw new EOFException("in the middle of AUTHENTICATE");
        };
    }

    private Authenticated enter(Account account) throws ImapRefusedException {
        if (!authentication.enter(account)) {
            throw new ImapRefusedException(ImapRefusal.RESTING);
        }
        try {
            if (!store.read(account::imap4)) {
                throw new ImapRefusedException(ImapRefusal.IMAP_OFF);
            }
            store.user(account.entry().name().text());
            return new Authenticated(account, store.write(() -> folders(account)));
        } catch (ImapRefusedException | RuntimeException e) {
            authentication.leave();
            throw e;
        }
    }

    private AccountFolders folders(Account account) throws IOException, ImapRefusedException {
        try {
            return service.store().folders(account);
        } catch (RefusedException e) {
            if (e.refusal() instanceof Refusal.UnknownAccount) {
                throw new ImapRefusedException(ImapRefusal.WRONG_LOGIN); // It has gone meanwhile.
            }
            throw e;
        }
    }

    /// The session has let go of its folders.
    void leave() {
        authentication.leave();
    }
}
