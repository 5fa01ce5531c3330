package epostadm.mailstore.trace;

import epostadm.mailstore.log.LogPeriod;
import epostadm.mailstore.log.LogShelf;
import java.util.List;

/// What was found of the mails that were looked for: mail by mail, each in the order of time, where it is now at
/// the end.
///
/// @param mails how many mails were found
/// @param left how many further ones were found and are not shown
/// @param unknown how many lines with a mail's id have a form that is not known; they are shown as they are
/// @param cut whether more lines were found than are held
public record Trace(List<TraceEvent> events, int mails, int left, int unknown, boolean cut) {

    public Trace {
        events = List.copyOf(events);
    }

    /// Whether nothing was found, or somebody should look after what was.
    public boolean troubled() {
        return events.isEmpty()
                || events.stream().anyMatch(event -> event.step().troubled());
    }

    /// Where and how to look.
    ///
    /// @param shelf all logs there are, of the period
    /// @param mails how many mails are shown at most; the newest ones
    /// @param threads that read at the same time
    public record Scope(LogShelf shelf, LogPeriod period, int mails, int threads) {}
}
