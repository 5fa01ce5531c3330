package epostadm.server.imap.session;

import epostadm.mailstore.hierarchy.AccountFolders;
import epostadm.mailstore.store.Account;

/// RFC 9051 section 3.
sealed interface SessionState {

    record NotAuthenticated() implements SessionState {}

    /// Somebody is logged in, be a folder selected or not.
    sealed interface LoggedIn extends SessionState {
        Account account();

        AccountFolders folders();
    }

    record Authenticated(Account account, AccountFolders folders) implements LoggedIn {}

    record Selected(Account account, AccountFolders folders, SelectedFolder selected) implements LoggedIn {}

    record LoggedOut() implements SessionState {}
}
