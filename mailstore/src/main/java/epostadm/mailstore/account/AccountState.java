package epostadm.mailstore.account;

/// Whether an account may be used. docs/store-format.md, "Account rules".
public enum AccountState {
    ACTIVE,
    /// Login is refused; mail still arrives.
    SUSPENDED,
    /// Login is refused, and so is mail.
    SUSPENDED_REFUSING_MAIL
}
