package epostadm.server.imap.search.order;

import epostadm.mailstore.text.Folding;
import epostadm.server.imap.search.SearchedMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;

/// What a message is threaded by.
///
/// @param number in the answer: sequence number or UID
/// @param subject the base subject, folded
/// @param reply whether the subject is that of a reply or forward
record ThreadMessage(long number, int sequence, Instant sent, String subject, boolean reply) {

    /// RFC 5256 section 2.2.
    static final Comparator<ThreadMessage> BY_SENT_DATE =
            Comparator.comparing(ThreadMessage::sent).thenComparingInt(ThreadMessage::sequence);

    static ThreadMessage of(SearchedMessage message, boolean uid) throws IOException {
        BaseSubject subject = SortValues.subject(message);
        return new ThreadMessage(
                uid ? message.uid() : message.sequence(),
                message.sequence(),
                SortValues.sent(message),
                Folding.fold(subject.text()),
                subject.reply());
    }
}
