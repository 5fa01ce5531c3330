package epostadm.mailstore.mail;

/// Where a domain's mailbox roots lie below the work folder. docs/store-format.md, "Editions".
public enum Layout {
    /// `inbox/<domain>/<user>`, the vendor's default.
    PER_DOMAIN,
    /// `inbox/<user>`, the "common box": accounts of one name in two domains share a mailbox.
    COMMON
}
