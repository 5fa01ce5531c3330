package epostadm.server.pop3.session;

import epostadm.mailstore.store.Account;

/// Whether an account that has logged in may go on: asked before each command.
@FunctionalInterface
public interface AccountWatch {
    boolean valid(Account account);
}
