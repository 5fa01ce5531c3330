package epostadm.mailstore.trace;

import epostadm.mailstore.log.LogLine;
import epostadm.mailstore.log.LogName;
import epostadm.mailstore.log.LogPeriod;
import epostadm.mailstore.log.LogShelf;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What mail programs of an account asked for by UID, each request once: those of one folder, from one address.
///
/// @param seen the latest first
/// @param cut whether there were more lines than are held
public record UidRequests(List<Seen> seen, boolean cut) {

    public UidRequests {
        seen = List.copyOf(seen);
    }

    /// A request, and when it came last.
    public record Seen(UidRequest request, String folder, String ip, int count, LocalDateTime last) {}

    /// Where and how to look.
    public record Scope(LogShelf shelf, LogPeriod period, int threads) {}

    private record Key(String action, String set, String folder, String ip) {}

    public static UidRequests find(String account, DomainName domain, Scope scope, Progress progress)
            throws IOException {
        HitSearch search = new HitSearch(scope.period(), scope.threads(), progress);
        String whole = account.toLowerCase(Locale.ROOT) + "@" + domain.text();
        List<Hit> hits = search.search(
                scope.shelf().of(Set.of(LogName.IMAP4LOG)), Finder.text("] " + account), UidRequests::asks);
        Selections selections = new Selections();
        Map<Key, Seen> all = new LinkedHashMap<>();
        for (Hit hit : hits) {
            if (hit.line().orElse(null) instanceof LogLine.Commanded line
                    && (line.user().equalsIgnoreCase(account)
                            || line.user()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('%', '@')
                                    .equals(whole))) {
                String folder = selections.after(line);
                Optional<UidRequest> request = UidRequest.parse(line.command());
                request.ifPresent(one -> all.merge(
                        new Key(one.action(), one.set(), folder, line.ip()),
                        new Seen(one, folder, line.ip(), 1, line.at()),
                        (before, now) -> new Seen(one, folder, line.ip(), before.count() + 1, now.last())));
            }
        }
        List<Seen> latest = new ArrayList<>(all.values());
        latest.sort(Comparator.comparing(Seen::last).reversed());
        return new UidRequests(latest, search.cut());
    }

    private static boolean asks(String line) {
        String upper = line.toUpperCase(Locale.ROOT);
        return upper.contains("UID ") || upper.contains("SELECT ") || upper.contains("EXAMINE ");
    }
}
