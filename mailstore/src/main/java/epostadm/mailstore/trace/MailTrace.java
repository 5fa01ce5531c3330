package epostadm.mailstore.trace;

import epostadm.mailstore.log.LogFile;
import epostadm.mailstore.log.LogLine;
import epostadm.mailstore.log.LogName;
import epostadm.mailstore.mail.ArrivalId;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Looks for mails in logs, queue and mailboxes, in up to three readings of the logs: whose mails, what happened to
/// them, who read the mailboxes that they went into.
public final class MailTrace {

    private static final Set<LogName> READERS = EnumSet.of(LogName.POP3LOG, LogName.IMAP4LOG);
    private static final Set<LogName> WAY = EnumSet.complementOf(EnumSet.of(LogName.POP3LOG, LogName.IMAP4LOG));

    private final MailStore store;
    private final Trace.Scope scope;
    private final Progress progress;
    private final HitSearch search;

    public MailTrace(MailStore store, Trace.Scope scope, Progress progress) {
        this.store = store;
        this.scope = scope;
        this.progress = progress;
        this.search = new HitSearch(scope.period(), scope.threads(), progress);
    }

    public Trace find(TraceQuery query) throws IOException {
        return switch (query) {
            case TraceQuery.Id(ArrivalId id) -> trace(Set.of(id), List.of(), 0);
            case TraceQuery.MessageId(String text) -> trace(carrying(text), List.of(), 0);
            case TraceQuery.Address(String address) -> ofAddress(address);
        };
    }

    /// The mails of the store and of the queue whose header has that Message-ID: logs do not know it.
    private Set<ArrivalId> carrying(String messageId) throws IOException {
        Set<ArrivalId> ids = new HashSet<>();
        new StoreSearch(store, progress)
                .search(
                        (_, _) -> true,
                        (_, named) -> named.filter(messageId::equals).isPresent())
                .forEach(mail -> ids.add(mail.id()));
        ids.addAll(QueueSearch.carrying(store, messageId));
        return ids;
    }

    private Trace ofAddress(String address) throws IOException {
        AddressHits hits = new AddressHits(address);
        List<LogFile> files = scope.shelf().of(AddressHits.LOGS);
        for (Hit hit : search.search(files, Finder.text(address), hits::wanted)) {
            hits.take(hit);
        }
        List<ArrivalId> newest = hits.newest(scope.mails());
        return trace(Set.copyOf(newest), hits.refusals(), hits.mails() - newest.size());
    }

    private Trace trace(Set<ArrivalId> ids, List<TraceEvent> refusals, int left) throws IOException {
        Way way = new Way();
        if (!ids.isEmpty()) {
            for (Hit hit : search.search(scope.shelf().of(WAY), finder(ids), _ -> true)) {
                way.take(hit);
            }
        }
        List<TraceEvent> events = new ArrayList<>(refusals);
        events.addAll(way.events());
        if (!ids.isEmpty()) {
            events.addAll(new QueueSearch(store, ids).search());
            events.addAll(mailboxes(ids, way));
        }
        events.sort(order(events));
        return new Trace(events, ids.size(), left, way.unknown(), search.cut());
    }

    private static Finder finder(Set<ArrivalId> ids) {
        return Finder.ids(
                ids.stream().map(id -> Long.parseLong(id.text().substring(1))).toList());
    }

    /// Mail by mail in the order of their first lines, refusals where they belong by time.
    private static Comparator<TraceEvent> order(List<TraceEvent> events) {
        Map<ArrivalId, LocalDateTime> first = new HashMap<>();
        for (TraceEvent event : events) {
            if (event.mail().isPresent()
                    && event.at().isPresent()
                    && !event.step().place()) {
                first.merge(event.mail().get(), event.at().get(), (one, other) -> one.isBefore(other) ? one : other);
            }
        }
        Comparator<TraceEvent> byMail = Comparator.comparing(event -> event.mail()
                .map(id -> first.getOrDefault(id, LocalDateTime.MAX))
                .orElseGet(() -> event.at().orElse(LocalDateTime.MAX)));
        return byMail.thenComparing(event -> event.mail().map(ArrivalId::text).orElse(""))
                .thenComparing(event -> event.step().place())
                .thenComparing(event -> event.at().orElse(LocalDateTime.MAX));
    }

    /// Where the mails lie, and who read those mailboxes since.
    private List<TraceEvent> mailboxes(Set<ArrivalId> ids, Way way) throws IOException {
        List<StoredMail> stored = new StoreSearch(store, progress)
                .search((domain, account) -> way.mayHold(domain, account), (id, _) -> ids.contains(id));
        List<TraceEvent> events = new ArrayList<>();
        for (StoredMail mail : stored) {
            events.add(new TraceEvent(
                    Optional.empty(),
                    Step.STORED,
                    Optional.of(mail.id()),
                    mail.id().text(),
                    mail.account() + "@" + mail.domain().text(),
                    "",
                    mail.folder(),
                    store.paths().relative(mail.file()),
                    List.of(),
                    false));
        }
        Map<Way.Arrival, List<StoredMail>> arrivals = new LinkedHashMap<>();
        for (Way.Arrival arrival : way.arrivals()) {
            List<StoredMail> here = stored.stream()
                    .filter(mail -> mail.id().equals(arrival.id()) && arrival.into(mail.domain(), mail.account()))
                    .toList();
            if (here.isEmpty()) {
                events.add(
                        TraceEvent.of(Optional.empty(), Step.GONE, arrival.id().text(), arrival.account(), ""));
            }
            arrivals.put(arrival, here);
        }
        events.addAll(visits(arrivals));
        return events;
    }

    private List<TraceEvent> visits(Map<Way.Arrival, List<StoredMail>> arrivals) throws IOException {
        List<TraceEvent> events = new ArrayList<>();
        Map<String, List<Way.Arrival>> byAccount = arrivals.keySet().stream()
                .collect(Collectors.groupingBy(Way.Arrival::name, LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<String, List<Way.Arrival>> account : byAccount.entrySet()) {
            List<Hit> hits = search.search(
                    scope.shelf().of(READERS),
                    Finder.text("] " + account.getKey()),
                    text -> !text.contains("] - from"));
            for (Way.Arrival arrival : account.getValue()) {
                Visits visits = new Visits(arrival.at(), arrivals.get(arrival));
                for (Hit hit : hits) {
                    if (hit.line().orElse(null) instanceof LogLine.Commanded line && arrival.reads(line.user())) {
                        visits.take(line);
                    }
                }
                visits.events().forEach(event -> events.add(belonging(event, arrival.id())));
            }
        }
        return events;
    }

    private static TraceEvent belonging(TraceEvent event, ArrivalId id) {
        return new TraceEvent(
                event.at(),
                event.step(),
                Optional.of(id),
                id.text(),
                event.peer(),
                event.from(),
                event.to(),
                event.text(),
                event.meanings(),
                event.detail());
    }
}
