package epostadm.mailstore.trace;

import epostadm.mailstore.log.LogLine;
import epostadm.mailstore.log.LogName;
import epostadm.mailstore.mail.ArrivalId;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which mails an address sent or got, and what was refused to or from it.
final class AddressHits {

    static final Set<LogName> LOGS = EnumSet.of(
            LogName.ACCEPTLOG, LogName.INLOG, LogName.RECEIVELOG, LogName.OUTLOG, LogName.OUTLOCALLOG, LogName.FAILLOG);

    private static final int MOST_REFUSALS = 200;

    private final String address;
    private final Map<ArrivalId, LocalDateTime> mails = new HashMap<>();
    private final List<TraceEvent> refusals = new ArrayList<>();
    private final Set<String> told = new HashSet<>();

    AddressHits(String address) {
        this.address = address.toLowerCase(Locale.ROOT);
    }

    /// Whether a line has the address, and not a longer one.
    boolean wanted(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        for (int at = lower.indexOf(address); at >= 0; at = lower.indexOf(address, at + 1)) {
            boolean begins = address.startsWith("@") || at == 0 || !ofAddress(lower.charAt(at - 1));
            int end = at + address.length();
            boolean ends = end == lower.length()
                    || !ofAddress(lower.charAt(end))
                    || lower.charAt(end) == '.' && (end + 1 == lower.length() || lower.charAt(end + 1) <= ' ');
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean ofAddress(char c) {
        return Character.isLetterOrDigit(c) || "._-+%=@".indexOf(c) >= 0;
    }

    void take(Hit hit) {
        switch (hit.line().orElse(null)) {
            case LogLine.Verdict line
            when Dialogue.refusal(line.verdict()) -> refused(line.at(), line.ip(), line.verdict());
            case LogLine.Spoken line when Dialogue.refusal(line.line()) -> refused(line.at(), line.who(), line.line());
            case LogLine.Spoken _ -> {}
            case null, default -> LineIds.first(hit.text()).ifPresent(id -> found(id, hit.at()));
        }
    }

    private void found(ArrivalId id, Optional<LocalDateTime> at) {
        mails.merge(id, at.orElse(LocalDateTime.MIN), (one, other) -> one.isBefore(other) ? one : other);
    }

    /// Two logs tell of a refusal; once is enough.
    private void refused(LocalDateTime at, String client, String answer) {
        if (refusals.size() < MOST_REFUSALS && told.add(at + client + answer)) {
            refusals.add(TraceEvent.of(Optional.of(at), Step.REFUSED, "", client, answer)
                    .between("", address)
                    .meaning(Meaning.of(answer)));
        }
    }

    List<TraceEvent> refusals() {
        return refusals;
    }

    int mails() {
        return mails.size();
    }

    List<ArrivalId> newest(int most) {
        return mails.entrySet().stream()
                .sorted(Map.Entry.<ArrivalId, LocalDateTime>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(entry -> entry.getKey().text()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }
}
