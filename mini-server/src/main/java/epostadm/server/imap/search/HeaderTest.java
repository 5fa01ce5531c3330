package epostadm.server.imap.search;

import epostadm.mailstore.mime.Envelope;
import epostadm.mailstore.mime.Mailbox;
import epostadm.mailstore.text.HeaderText;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether a header field has a string: RFC 9051 section 6.4.4. Encoded words are decoded; addresses are taken as
/// `Name <mailbox@host>`, however they are written. What the envelope tells needs no file.
final class HeaderTest implements MessageTest {

    private static final Set<String> IN_ENVELOPE =
            Set.of("from", "to", "cc", "bcc", "subject", "date", "message-id", "in-reply-to");

    /// Characters that an address as a reader sees it may have lost.
    private static final String SYNTAX = "\"\\(),;:";

    private final String name;
    private final String wanted;
    private final boolean syntax;

    HeaderTest(String name, String text) {
        this.name = name.toLowerCase(Locale.ROOT);
        wanted = SearchText.of(text);
        syntax = wanted.chars().anyMatch(c -> SYNTAX.indexOf(c) >= 0);
    }

    static boolean inEnvelope(String name) {
        return IN_ENVELOPE.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean holds(ReadMessage read) throws IOException {
        SearchedMessage message = read.message();
        if (!inEnvelope(name)) {
            return inFields(message);
        }
        Envelope envelope = message.envelope();
        boolean addresses = false;
        Optional<String> value = switch (name) {
            case "subject" -> envelope.subject();
            case "date" -> envelope.date();
            case "message-id" -> envelope.messageId();
            case "in-reply-to" -> envelope.inReplyTo();
            default -> {
                addresses = true;
                yield written(addresses(envelope));
            }
        };
        boolean inside = value.isPresent() && has(value.get());
        boolean fieldsToo = addresses && syntax && value.isPresent() || wanted.isEmpty() && value.isEmpty();
        return inside || fieldsToo && inFields(message);
    }

    private boolean inFields(SearchedMessage message) throws IOException {
        return message.header(name).stream().anyMatch(this::has);
    }

    private boolean has(String value) {
        return wanted.isEmpty() || SearchText.of(HeaderText.decode(value)).contains(wanted);
    }

    private List<Mailbox> addresses(Envelope envelope) {
        return switch (name) {
            case "from" -> envelope.from();
            case "to" -> envelope.to();
            case "cc" -> envelope.cc();
            default -> envelope.bcc();
        };
    }

    private static Optional<String> written(List<Mailbox> addresses) {
        return addresses.isEmpty()
                ? Optional.empty()
                : Optional.of(addresses.stream().map(HeaderTest::written).collect(Collectors.joining(", ")));
    }

    private static String written(Mailbox mailbox) {
        if (mailbox.host().isEmpty()) {
            return mailbox.mailbox().map(group -> group + ":").orElse(";");
        }
        String local = mailbox.mailbox().orElse("");
        String host = mailbox.host().get();
        String address = host.isEmpty() ? local : local + "@" + host;
        return mailbox.name().map(name -> name + " <" + address + ">").orElse(address);
    }
}
