package epostadm.server.imap;

import java.util.List;
import java.util.Optional;

/// What FETCH wants of a message: RFC 9051 section 6.4.5, macros taken apart.
public sealed interface FetchItem {

    /// Items without parameters.
    enum Plain implements FetchItem {
        UID,
        FLAGS,
        INTERNALDATE,
        RFC822_SIZE,
        ENVELOPE,
        BODY,
        BODYSTRUCTURE,
        /// RFC 7162.
        MODSEQ,
        /// RFC 8474.
        EMAILID,
        THREADID,
        /// RFC 8514.
        SAVEDATE,
        /// RFC 3501's own names for BODY.PEEK[HEADER], BODY[] and BODY[TEXT].
        RFC822_HEADER,
        RFC822,
        RFC822_TEXT
    }

    /// `BODY[section]<partial>`.
    record Body(Section section, boolean peek, Optional<Partial> partial) implements FetchItem {}

    /// RFC 3516's `BINARY[1.2]<partial>`.
    record Binary(List<Integer> part, boolean peek, Optional<Partial> partial) implements FetchItem {}

    record BinarySize(List<Integer> part) implements FetchItem {}

    /// RFC 8970.
    record Preview(boolean lazy) implements FetchItem {}

    /// `<offset.length>`, in octets.
    record Partial(long offset, long length) {}

    /// What stands between the brackets.
    ///
    /// @param part the numbers; none is the whole message
    record Section(List<Integer> part, Text text) {
        public static final Section WHOLE = new Section(List.of(), new Text.All());

        public Section {
            part = List.copyOf(part);
        }
    }

    sealed interface Text {
        /// The part's body, or the whole message.
        record All() implements Text {}

        record Header() implements Text {}

        /// @param names as they came
        record HeaderFields(List<String> names, boolean not) implements Text {}

        record Body() implements Text {}

        record Mime() implements Text {}
    }
}
