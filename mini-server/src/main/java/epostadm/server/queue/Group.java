package epostadm.server.queue;

import epostadm.mailstore.spool.Recipient;
import epostadm.server.smtp.Xtext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Those recipients of a message whose mail goes to one domain outside, each with the one to name there; aliases
/// may lead several to the same.
final class Group {

    private final String domain;
    private final Map<Recipient, List<Recipient>> named = new LinkedHashMap<>();

    Group(String domain) {
        this.domain = domain;
    }

    String domain() {
        return domain;
    }

    void add(Recipient recipient, String address) {
        named.computeIfAbsent(named(recipient, address), _ -> new ArrayList<>()).add(recipient);
    }

    /// With another address the first one is told as well (RFC 3461 section 5.2.7).
    private static Recipient named(Recipient recipient, String address) {
        boolean ascii = recipient.address().chars().allMatch(c -> c < 0x80);
        Optional<String> original =
                recipient.originalRecipient().isPresent() || !ascii || address.equals(recipient.address())
                        ? recipient.originalRecipient()
                        : Optional.of("rfc822;" + Xtext.encode(recipient.address()));
        return new Recipient(address, recipient.notifyOn(), original);
    }

    /// As the envelope has them.
    List<Recipient> recipients() {
        return named.values().stream().flatMap(List::stream).toList();
    }

    /// As they are named to the other server.
    List<Recipient> names() {
        return List.copyOf(named.keySet());
    }

    /// The outcomes of those in the envelope; one that nothing was said of is tried again.
    Map<Recipient, Outcome> outcomes(Map<Recipient, Outcome> ofNames) {
        Map<Recipient, Outcome> outcomes = new LinkedHashMap<>();
        named.forEach((name, recipients) -> recipients.forEach(recipient -> outcomes.put(
                recipient,
                ofNames.getOrDefault(name, Outcome.deferred(Failure.NO_ANSWER, 451, "4.4.0", "Nothing was said")))));
        return outcomes;
    }

    Map<Recipient, Outcome> all(Outcome outcome) {
        Map<Recipient, Outcome> outcomes = new LinkedHashMap<>();
        recipients().forEach(recipient -> outcomes.put(recipient, outcome));
        return outcomes;
    }
}
