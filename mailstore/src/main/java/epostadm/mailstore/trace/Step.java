package epostadm.mailstore.trace;

/// What happened to a mail, or where it is.
public enum Step {
    /// Somebody wanted to hand it in and was sent away.
    REFUSED,
    ACCEPTED,
    /// A line of a dialogue.
    SAID,
    /// Another server was tried, and did not take it this time.
    TRIED,
    DELIVERED_OUTSIDE,
    DELIVERED_INSIDE,
    FAILED,
    /// A mail program read mail of this mailbox after this one came; whether this one was read is not sure.
    READ,
    /// A line of a form that is not known.
    OTHER,
    /// To be delivered now.
    QUEUED,
    /// Waits for the next try.
    WAITING,
    DEAD,
    /// Lies in a mailbox.
    STORED,
    /// Was delivered into a mailbox and does not lie there any more.
    GONE;

    /// Whether it is a place of now and no event of a time.
    public boolean place() {
        return compareTo(QUEUED) >= 0;
    }

    /// Whether somebody should look after it.
    public boolean troubled() {
        return switch (this) {
            case REFUSED, FAILED, WAITING, DEAD -> true;
            case ACCEPTED, SAID, TRIED, DELIVERED_OUTSIDE, DELIVERED_INSIDE, READ, OTHER, QUEUED, STORED, GONE -> false;
        };
    }
}
