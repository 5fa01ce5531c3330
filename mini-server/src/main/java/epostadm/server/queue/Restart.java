package epostadm.server.queue;

import epostadm.mailstore.spool.QueueDomain;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.spool.Spool;
import epostadm.mailstore.spool.SpoolEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is in the queue at the start, and what a crash left half done in it: recipients whose part of a message, or
/// whose report, stands in the queue already are struck from the message itself.
final class Restart {

    private static final int LONGEST_REPORT = 1 << 20;

    private final Spool spool;
    private final QueueEvents events;
    private final Map<QueueId, Optional<QueueDomain>> places = new HashMap<>();

    /// Branches in the queue, by the message that they come of and have to wait for.
    private final Map<QueueId, List<QueueId>> branches = new HashMap<>();

    private Restart(Spool spool, QueueEvents events) {
        this.spool = spool;
        this.events = events;
    }

    static Restart read(Spool spool, QueueEvents events) throws IOException {
        Restart restart = new Restart(spool, events);
        List<QueueId> incoming = spool.incoming();
        incoming.forEach(id -> restart.places.put(id, Optional.empty()));
        for (QueueDomain domain : spool.domains()) {
            spool.waiting(domain).forEach(id -> restart.places.putIfAbsent(id, Optional.of(domain)));
        }
        for (QueueId id : incoming) {
            restart.branch(id);
        }
        return restart;
    }

    /// After a fault of ours in the middle of a message's step: strikes those who are in its parts and reports.
    ///
    /// @return what has come of the message and is to be delivered once it is settled
    static List<QueueId> mend(Spool spool, QueueEvents events, QueueId id, Optional<QueueDomain> place)
            throws IOException {
        Restart restart = new Restart(spool, events);
        restart.places.put(id, place);
        List<QueueId> branches = spool.incoming().stream()
                .filter(branch -> branch.ancestors().contains(id))
                .toList();
        for (QueueId branch : branches) {
            restart.branch(branch);
        }
        return branches;
    }

    /// All messages: incoming, or waiting for a domain.
    Map<QueueId, Optional<QueueDomain>> places() {
        return places;
    }

    Map<QueueId, List<QueueId>> branches() {
        return branches;
    }

    private void branch(QueueId id) throws IOException {
        boolean held = false;
        for (QueueId ancestor : id.ancestors()) {
            if (places.containsKey(ancestor)) {
                if (!held) {
                    branches.computeIfAbsent(ancestor, _ -> new ArrayList<>()).add(id);
                    held = true;
                }
                strikeThoseIn(id, ancestor);
            }
        }
    }

    private void strikeThoseIn(QueueId id, QueueId ancestor) throws IOException {
        String kind = id.text().substring(id.text().lastIndexOf('-') + 1);
        boolean part = Character.isDigit(kind.charAt(0));
        if (!(part || kind.equals("E")) || !(spool.incoming(id) instanceof SpoolEntry.Ready(QueuedMessage branch))) {
            return;
        }
        Set<String> done = new HashSet<>();
        if (part) {
            branch.envelope().recipients().forEach(recipient -> done.add(recipient.address()));
        } else {
            done.addAll(settledBy(branch));
        }
        Optional<QueueDomain> place = places.get(ancestor);
        SpoolEntry entry = place.isPresent() ? spool.waiting(place.get(), ancestor) : spool.incoming(ancestor);
        if (entry instanceof SpoolEntry.Ready(QueuedMessage message)) {
            List<Recipient> left = message.envelope().recipients().stream()
                    .filter(recipient -> !done.contains(recipient.address()))
                    .toList();
            if (left.isEmpty()) {
                spool.remove(message);
                places.remove(ancestor);
                branches.remove(ancestor);
            } else if (left.size() < message.envelope().recipients().size()) {
                spool.update(message, message.envelope().withRecipients(left));
            }
        }
    }

    /// The recipients that a report says are done with; not those that are only late.
    private Set<String> settledBy(QueuedMessage report) throws IOException {
        Set<String> settled = new HashSet<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(spool.text(report), StandardCharsets.UTF_8))) {
            String recipient = "";
            int size = 0;
            for (String line = lines.readLine(); line != null && size < LONGEST_REPORT; line = lines.readLine()) {
                size += line.length();
                String lowerCase = line.toLowerCase(Locale.ROOT);
                if (lowerCase.startsWith("final-recipient:")) {
                    recipient = line.substring(line.indexOf(';') + 1).strip();
                } else if (lowerCase.startsWith("action:") && !lowerCase.contains("delayed")) {
                    settled.add(recipient);
                } else if (lowerCase.startsWith("content-type: message/rfc822")
                        || lowerCase.startsWith("content-type: text/rfc822-headers")
                        || lowerCase.startsWith("content-type: message/global")
                                && !lowerCase.contains("delivery-status")) {
                    break;
                }
            }
        } catch (IOException unreadable) {
            events.damaged(report.id(), unreadable.toString());
        }
        return settled;
    }
}
