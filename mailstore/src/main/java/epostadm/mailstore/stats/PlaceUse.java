package epostadm.mailstore.stats;

import epostadm.mailstore.check.Amount;

/// What a directory beside the mailboxes holds, with all below it: files, not messages.
///
/// @param name below the work folder
public record PlaceUse(Kind kind, String name, Amount files) {

    /// What it is there for.
    public enum Kind {
        /// Mail on its way, or stuck on it.
        QUEUE,
        /// What happened.
        LOG
    }
}
