package epostadm.server.smtp;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What stands behind RCPT's path. RFC 3461 sections 4.1 and 4.2.
///
/// @param reports when the sender wants a report; an empty set where nothing was said, and never with `NEVER` and
///     another together
/// @param orcpt whom the sender had named first: `type;xtext`, as it was sent
public record RcptParameters(Set<Notify> reports, Optional<String> orcpt) {

    public static final RcptParameters NONE = new RcptParameters(Set.of(), Optional.empty());

    public enum Notify {
        NEVER,
        SUCCESS,
        FAILURE,
        DELAY
    }

    public RcptParameters {
        reports = Set.copyOf(reports);
        if (reports.contains(Notify.NEVER) && reports.size() > 1) {
            throw new IllegalArgumentException("NEVER stands alone");
        }
    }

    /// In the order in which they are written; [#reports] has none.
    public Set<Notify> reportsInOrder() {
        return reports.isEmpty() ? EnumSet.noneOf(Notify.class) : EnumSet.copyOf(reports);
    }
}
