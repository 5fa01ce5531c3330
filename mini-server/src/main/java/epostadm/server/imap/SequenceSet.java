package epostadm.server.imap;

import java.util.List;

/// Sequence numbers or UIDs: RFC 9051 section 9, `sequence-set`.
///
/// @param ranges as they came; none where [#saved] stands
/// @param saved RFC 5182's `$`
public record SequenceSet(List<Range> ranges, boolean saved) {

    /// What `*` is until it is known.
    public static final long STAR = Long.MAX_VALUE;

    public SequenceSet {
        ranges = List.copyOf(ranges);
    }

    /// Both ends are in it, in either order; [#STAR] for `*`.
    public record Range(long first, long last) {}
}
