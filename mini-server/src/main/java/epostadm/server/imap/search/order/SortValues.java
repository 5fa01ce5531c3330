package epostadm.server.imap.search.order;

import epostadm.mailstore.mime.Mailbox;
import epostadm.mailstore.text.HeaderText;
import epostadm.server.imap.SortCriterion.Key;
import epostadm.server.imap.search.SearchedMessage;
import epostadm.server.imap.search.SentDate;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What messages are sorted by. RFC 5256 section 3, RFC 5957 sections 3 and 4.
final class SortValues {

    private SortValues() {}

    /// Two values of one key can be compared with each other.
    static Comparable<?> of(SearchedMessage message, Key key) throws IOException {
        return switch (key) {
            case ARRIVAL -> message.internalDate();
            case DATE -> sent(message);
            case SIZE -> message.size();
            case SUBJECT -> SortText.of(subject(message).text());
            case FROM -> mailbox(message.envelope().from());
            case TO -> mailbox(message.envelope().to());
            case CC -> mailbox(message.envelope().cc());
            case DISPLAYFROM -> display(message.envelope().from());
            case DISPLAYTO -> display(message.envelope().to());
        };
    }

    /// RFC 5256 section 2.2.
    static Instant sent(SearchedMessage message) throws IOException {
        Optional<SentDate> sent = message.date().flatMap(SentDate::parse);
        return sent.isPresent() ? sent.get().instant() : message.internalDate();
    }

    static BaseSubject subject(SearchedMessage message) throws IOException {
        return message.subject().map(BaseSubject::of).orElse(BaseSubject.NONE);
    }

    private static SortText mailbox(List<Mailbox> addresses) {
        return addresses.stream()
                .findFirst()
                .flatMap(Mailbox::mailbox)
                .map(mailbox -> SortText.of(HeaderText.decode(mailbox)))
                .orElse(SortText.EMPTY);
    }

    private static SortText display(List<Mailbox> addresses) {
        if (addresses.isEmpty()) {
            return SortText.EMPTY;
        }
        Mailbox first = addresses.getFirst();
        String name = first.name().map(HeaderText::decode).orElse("");
        String mailbox = first.mailbox().map(HeaderText::decode).orElse("");
        String host = first.host().orElse("");
        return SortText.of(!name.isEmpty() ? name : host.isEmpty() ? mailbox : mailbox + "@" + host);
    }
}
