package epostadm.server.login;

import epostadm.mailstore.mail.DomainName;
import java.io.IOException;

/// Nobody can tell now who is in a domain of ours, nor whether a password is right: its account index was put
/// aside.
public final class DomainAwayException extends IOException {

    private static final long serialVersionUID = 1L;

    DomainAwayException(DomainName domain) {
        super(domain.text());
    }
}
