package epostadm.server.delivery;

/// Why a message is not forwarded from a mailbox that forwards. docs/store-format.md, "ims.ctl".
public enum Stay {
    /// It has been here before: forwarding goes round in a circle.
    LOOP,
    /// The administrator sent it: a bounce of what was forwarded might be bounced again.
    FROM_ADMINISTRATOR,
    /// `permitfrom.txt` does not name the sender.
    NOT_PERMITTED,
    /// No target is an address other than the mailbox's own.
    NO_TARGET
}
