package epostadm.server.imap;

import java.time.LocalDate;
import java.util.List;

/// What SEARCH looks for: RFC 9051 section 6.4.4, and RFC 3501, 5032, 5182, 7162, 8474, 8514.
///
/// Strings have been decoded from their charset. RFC 3501's ALL, NEW, OLD, UNSEEN and the like are put together
/// from the others.
public sealed interface SearchKey {

    record All() implements SearchKey {}

    /// All of them; RFC 9051: side by side, or in parentheses.
    record And(List<SearchKey> keys) implements SearchKey {
        public And {
            keys = List.copyOf(keys);
        }
    }

    record Or(SearchKey one, SearchKey other) implements SearchKey {}

    record Not(SearchKey key) implements SearchKey {}

    record Sequence(SequenceSet messages) implements SearchKey {}

    record Uids(SequenceSet uids) implements SearchKey {}

    /// @param flag `\Seen` or a keyword
    record Flagged(String flag) implements SearchKey {}

    record Recent() implements SearchKey {}

    /// BEFORE, ON, SINCE of a date; RFC 9051 disregards time and zone.
    record Date(DateOf of, Relation relation, LocalDate date) implements SearchKey {}

    enum DateOf {
        INTERNAL,
        SENT,
        /// RFC 8514.
        SAVED
    }

    enum Relation {
        BEFORE,
        ON,
        SINCE
    }

    /// RFC 8514's SAVEDATESUPPORTED.
    record SaveDateSupported() implements SearchKey {}

    /// RFC 5032: OLDER is false, YOUNGER true.
    record Within(boolean younger, long seconds) implements SearchKey {}

    /// LARGER is true, SMALLER false.
    record Size(boolean larger, long octets) implements SearchKey {}

    /// BCC, CC, FROM, SUBJECT, TO and HEADER; an empty text: that the field is there.
    record Header(String name, String text) implements SearchKey {}

    /// BODY is false, TEXT true.
    record Text(boolean header, String text) implements SearchKey {}

    /// RFC 7162 section 3.1.5.
    record ModSeq(long least) implements SearchKey {}

    /// RFC 8474.
    record EmailId(String id) implements SearchKey {}

    record ThreadId(String id) implements SearchKey {}
}
