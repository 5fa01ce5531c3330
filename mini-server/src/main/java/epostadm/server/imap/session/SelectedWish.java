package epostadm.server.imap.session;

import epostadm.server.imap.FetchItem;
import epostadm.server.imap.NotifyEvents;
import epostadm.server.imap.NotifyEvents.Filter;
import java.util.List;

/// What the client wants to hear of the selected folder unasked.
///
/// @param told whether of new messages and of departures
/// @param flags whether also of flags
/// @param always whether at any moment, not in answer to commands alone
/// @param delayed whether of departures in answer to commands alone, all the same: RFC 5465 section 6.1.2
/// @param uids whether UIDs are told with flags
/// @param items what FETCH tells of a new message
record SelectedWish(boolean told, boolean flags, boolean always, boolean delayed, boolean uids, List<FetchItem> items) {

    /// As long as NOTIFY has not been used.
    static final SelectedWish USUAL = new SelectedWish(true, true, false, false, false, List.of());

    /// RFC 5465 section 3.1: after NOTIFY NONE, and where NOTIFY SET did not name the selected folder.
    static final SelectedWish NOTHING = new SelectedWish(false, false, false, false, true, List.of());

    SelectedWish {
        items = List.copyOf(items);
    }

    static SelectedWish of(NotifyEvents events) {
        for (NotifyEvents.Group group : events.groups()) {
            if (group.filter() instanceof Filter.Selected(boolean delayed)
                    && group.messageNew().isPresent()) {
                return new SelectedWish(
                        true,
                        group.flagChange(),
                        true,
                        delayed,
                        true,
                        group.messageNew().get());
            }
        }
        return NOTHING;
    }
}
