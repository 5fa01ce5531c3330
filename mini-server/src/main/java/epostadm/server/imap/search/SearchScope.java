package epostadm.server.imap.search;

import java.time.Instant;
import java.time.ZoneId;
import java.util.function.IntToLongFunction;
import java.util.function.LongPredicate;

/// What a search is told besides the messages: how the session numbers them, what it has saved, and when and where
/// it is.
///
/// A search keeps what it was told: sequence numbers in it mean the messages that bear them now (RFC 5267 section
/// 4.3).
///
/// @param messages how many there are
/// @param uid the UID of a sequence number from 1 to `messages`, ascending
/// @param saved whether a UID is in RFC 5182's `$`, as it is now
/// @param zone where days begin and end for internal dates and save dates
public record SearchScope(int messages, IntToLongFunction uid, LongPredicate saved, ZoneId zone, Instant now) {

    long lastUid() {
        return messages == 0 ? 0 : uid.applyAsLong(messages);
    }
}
