package epostadm.server.delivery;

/// Why a message is not answered. RFC 3834 section 2; docs/store-format.md, "Automatic reply".
public enum Silence {
    /// Bounces and reports; an answer would go nowhere.
    NULL_SENDER,
    /// A list, its administration, or a mail system.
    ROBOT_SENDER,
    /// The sender is the mailbox itself.
    OWN_ADDRESS,
    /// The address is not ASCII, or none.
    UNUSABLE_ADDRESS,
    /// `Auto-Submitted` is not `no`.
    AUTOMATIC,
    /// `Precedence: bulk`, `list` or `junk`, or a field that lists have.
    BULK,
    /// The mailbox is not named in To or Cc.
    NOT_NAMED,
    /// The message has been here before.
    LOOP,
    /// `noreply.txt` names the sender.
    UNWANTED,
    /// `replied.txt` names the sender.
    ANSWERED_BEFORE,
    /// `autoreply.txt` is empty.
    NOTHING_TO_SAY,
    /// `autoreply.txt` is in no encoding that is known.
    UNREADABLE_TEXT
}
