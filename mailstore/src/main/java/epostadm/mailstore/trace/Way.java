package epostadm.mailstore.trace;

import epostadm.mailstore.log.LogLine;
import epostadm.mailstore.log.LogName;
import epostadm.mailstore.mail.ArrivalId;
import epostadm.mailstore.mail.DomainName;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the lines with mails' ids say of their way.
final class Way {

    private final List<TraceEvent> events = new ArrayList<>();
    private final Map<String, List<LogLine.Spoken>> dialogues = new LinkedHashMap<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private int unknown;

    /// A mail that came into a mailbox.
    ///
    /// @param account with its domain
    record Arrival(ArrivalId id, String account, LocalDateTime at) {

        /// Without the domain.
        String name() {
            int at = account.indexOf('@');
            return (at < 0 ? account : account.substring(0, at)).toLowerCase(Locale.ROOT);
        }

        boolean into(DomainName domain, String mailbox) {
            return mailbox.equalsIgnoreCase(name())
                    && (account.indexOf('@') < 0
                            || account.toLowerCase(Locale.ROOT).endsWith("@" + domain.text()));
        }

        /// Whether a login name is this account: `user`, `user@domain`, `user%domain`.
        boolean reads(String login) {
            String user = login.toLowerCase(Locale.ROOT).replace('%', '@');
            return user.equals(name()) || user.equals(account.toLowerCase(Locale.ROOT));
        }
    }

    void take(Hit hit) {
        switch (hit.line().orElse(null)) {
            case LogLine.Verdict line -> events.add(verdict(line));
            case LogLine.Taken line ->
                events.add(TraceEvent.of(
                                Optional.of(line.at()), Step.ACCEPTED, line.id().queueId(), line.ip(), line.helo())
                        .between(line.from(), line.to()));
            case LogLine.Delivered line -> delivered(line, hit.file().log());
            case LogLine.GivenUp line ->
                events.add(TraceEvent.of(
                                Optional.of(line.at()), Step.FAILED, line.id().queueId(), "", line.answer())
                        .between(line.from(), line.to())
                        .meaning(Meaning.of(line.answer())));
            case LogLine.Spoken line -> spoken(line, hit);
            case LogLine.Commanded line -> unknown(hit);
            case null -> unknown(hit);
        }
    }

    private static TraceEvent verdict(LogLine.Verdict line) {
        String id = LineIds.firstText(line.verdict());
        boolean refused = Dialogue.refusal(line.verdict());
        TraceEvent event = TraceEvent.of(
                        Optional.of(line.at()), refused ? Step.REFUSED : Step.SAID, id, line.ip(), line.verdict())
                .meaning(Meaning.of(line.verdict()));
        return event;
    }

    private void delivered(LogLine.Delivered line, LogName log) {
        boolean inside = log == LogName.OUTLOCALLOG;
        events.add(TraceEvent.of(
                        Optional.of(line.at()),
                        inside ? Step.DELIVERED_INSIDE : Step.DELIVERED_OUTSIDE,
                        line.id().queueId(),
                        line.by(),
                        line.answer())
                .between(line.from(), line.to()));
        Optional<ArrivalId> id = LineIds.first(line.id().queueId());
        if (inside && id.isPresent()) {
            arrivals.add(new Arrival(id.get(), line.by(), line.at()));
        }
    }

    private void spoken(LogLine.Spoken line, Hit hit) {
        if (hit.file().log() == LogName.SENDERLOG) {
            String who = LineIds.firstText(line.who());
            dialogues
                    .computeIfAbsent(who.isEmpty() ? line.who() : who, _ -> new ArrayList<>())
                    .add(line);
            return;
        }
        String id = LineIds.firstText(hit.text());
        events.add(
                TraceEvent.of(Optional.of(line.at()), Step.SAID, id, line.who(), Dialogue.arrow(line) + line.line()));
    }

    private void unknown(Hit hit) {
        unknown++;
        String id = LineIds.firstText(hit.text());
        events.add(TraceEvent.of(hit.at(), Step.OTHER, id, hit.file().log().directory(), hit.text())
                .meaning(Meaning.of(hit.text())));
    }

    List<TraceEvent> events() {
        List<TraceEvent> all = new ArrayList<>(events);
        dialogues.values().forEach(lines -> all.addAll(Dialogue.tries(lines)));
        return all;
    }

    int unknown() {
        return unknown;
    }

    List<Arrival> arrivals() {
        return arrivals;
    }

    /// Whether a mailbox is worth looking into: one that a log names, or any where none does.
    boolean mayHold(DomainName domain, String account) {
        return arrivals.isEmpty() || arrivals.stream().anyMatch(arrival -> arrival.into(domain, account));
    }
}
