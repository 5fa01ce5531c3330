package epostadm.server.imap.search.result;

import epostadm.server.imap.SearchReturn;
import epostadm.server.imap.search.SearchedMessage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToLongFunction;

/// What a SEARCH or SORT has found, and how it is told.
///
/// @param messages in the order of the answer: that of the mailbox, or the sorted one
/// @param uid whether UIDs are told
/// @param modSeqAsked whether the search looked at mod-sequences (RFC 7162 section 3.1.5), so that they are told
public record FoundMessages(List<? extends SearchedMessage> messages, boolean uid, boolean modSeqAsked) {

    public FoundMessages {
        messages = List.copyOf(messages);
    }

    /// The answer in its old form, from its name on: RFC 3501 section 7.2.5, RFC 5256 section 4, RFC 7162 section
    /// 3.1.6.
    ///
    /// @param name `SEARCH` or `SORT`
    public String plain(String name) {
        StringBuilder text = new StringBuilder(name);
        ToLongFunction<SearchedMessage> number = number();
        for (SearchedMessage message : messages) {
            text.append(' ').append(number.applyAsLong(message));
        }
        OptionalLong highest = highest(messages);
        if (modSeqAsked && highest.isPresent()) {
            text.append(" (MODSEQ ").append(highest.getAsLong()).append(')');
        }
        return text.toString();
    }

    /// The ESEARCH answer, from its name on: RFC 4731 section 3, RFC 9394 section 3.
    ///
    /// @return empty where SAVE alone was wanted: RFC 5182 section 1
    public Optional<String> extended(String tag, SearchReturn wanted) {
        boolean nothing = !wanted.min()
                && !wanted.max()
                && !wanted.all()
                && !wanted.count()
                && wanted.partial().isEmpty();
        if (nothing && wanted.save()) {
            return Optional.empty();
        }
        ToLongFunction<SearchedMessage> number = number();
        StringBuilder text = new StringBuilder("ESEARCH (TAG \"").append(tag).append("\")");
        text.append(uid ? " UID" : "");
        if (wanted.min() && !messages.isEmpty()) {
            text.append(" MIN ").append(number.applyAsLong(messages.getFirst()));
        }
        if (wanted.max() && !messages.isEmpty()) {
            text.append(" MAX ").append(number.applyAsLong(messages.getLast()));
        }
        if (wanted.all() && !messages.isEmpty()) {
            text.append(" ALL ").append(NumberText.set(messages, number));
        }
        if (wanted.count()) {
            text.append(" COUNT ").append(messages.size());
        }
        wanted.partial().ifPresent(range -> {
            String part = NumberText.set(PartialSlice.of(range, messages), number);
            text.append(" PARTIAL (").append(PartialSlice.text(range)).append(' ');
            text.append(part.isEmpty() ? "NIL" : part).append(')');
        });
        OptionalLong highest = highest(told(wanted));
        if (modSeqAsked && highest.isPresent()) {
            text.append(" MODSEQ ").append(highest.getAsLong());
        }
        return Optional.of(text.toString());
    }

    /// What `$` is from now on, where SAVE was wanted: RFC 9051 section 6.4.4.1, RFC 9394 section 3.2.
    public List<? extends SearchedMessage> saved(SearchReturn wanted) {
        return told(wanted);
    }

    /// All that were found, unless only some of them were asked for.
    private List<? extends SearchedMessage> told(SearchReturn wanted) {
        boolean some = wanted.min() || wanted.max() || wanted.partial().isPresent();
        if (!some || wanted.all() || wanted.count() || messages.isEmpty()) {
            return messages;
        }
        Set<SearchedMessage> told = new LinkedHashSet<>();
        if (wanted.min()) {
            told.add(messages.getFirst());
        }
        wanted.partial().ifPresent(range -> told.addAll(PartialSlice.of(range, messages)));
        if (wanted.max()) {
            told.add(messages.getLast());
        }
        return List.copyOf(told);
    }

    private ToLongFunction<SearchedMessage> number() {
        return uid ? SearchedMessage::uid : SearchedMessage::sequence;
    }

    private static OptionalLong highest(List<? extends SearchedMessage> messages) {
        return messages.stream().mapToLong(SearchedMessage::modSeq).max();
    }
}
