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
    static SortKey of(SearchedMessage message, Key key) throws IOException {
        return switch (key) {
            case ARRIVAL -> SortKey.of(message.internalDate());
            case DATE -> SortKey.of(sent(message));
            case SIZE -> SortKey.of(message.size());
            case SUBJECT -> SortKey.ofText(subject(message).text());
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

    private static SortKey mailbox(List<Mailbox> addresses) {
        return addresses.stream()
                .findFirst()
                .flatMap(Mailbox::mailbox)
                .map(mailbox -> SortKey.ofText(HeaderText.decode(mailbox)))
                .orElse(SortKey.NO_TEXT);
    }

    private static SortKey display(List<Mailbox> addresses) {
        if (addresses.isEmpty()) {
            return SortKey.NO_TEXT;
        }
        Mailbox first = addresses.getFirst();
        String name = first.name().map(HeaderText::decode).orElse("");
        String mailbox = first.mailbox().map(HeaderText::decode).orElse("");
        String host = first.host().orElse("");
        return SortKey.ofText(!name.isEmpty() ? name : host.isEmpty() ? mailbox : mailbox + "@" + host);
    }
}
