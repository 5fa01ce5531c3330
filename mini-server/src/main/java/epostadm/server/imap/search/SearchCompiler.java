package epostadm.server.imap.search;

import epostadm.server.imap.SearchKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/// Makes a search key into conditions that can be asked of messages, with all that is the same for each of them
/// worked out: numbers resolved, strings folded, cheap conditions first.
final class SearchCompiler {

    private final SearchScope scope;

    /// What is looked for in texts, folded.
    private final List<String> inText = new ArrayList<>();

    private final List<String> inBody = new ArrayList<>();

    SearchCompiler(SearchScope scope) {
        this.scope = scope;
    }

    List<String> inText() {
        return List.copyOf(inText);
    }

    List<String> inBody() {
        return List.copyOf(inBody);
    }

    MessageTest compile(SearchKey key) {
        return switch (key) {
            case SearchKey.All _, SearchKey.SaveDateSupported _ -> _ -> true;
            case SearchKey.And and -> all(and);
            case SearchKey.Or or -> either(or);
            case SearchKey.Not not -> not(compile(not.key()));
            case SearchKey.Sequence sequence -> uid(SearchedNumbers.sequence(sequence.messages(), scope));
            case SearchKey.Uids uids -> uid(SearchedNumbers.uids(uids.uids(), scope));
            case SearchKey.Flagged flagged -> read -> read.message().flagged(flagged.flag());
            case SearchKey.Recent _ -> read -> read.message().recent();
            case SearchKey.ModSeq modSeq -> read -> read.message().modSeq() >= modSeq.least();
            case SearchKey.EmailId id -> read -> read.message().emailId().equals(id.id());
            // Threads have no ids here: RFC 8474 section 5.2.
            case SearchKey.ThreadId _ -> _ -> false;
            case SearchKey.Date date -> date(date);
            case SearchKey.Within within -> within(within);
            case SearchKey.Size size ->
                read -> size.larger()
                        ? read.message().size() > size.octets()
                        : read.message().size() < size.octets();
            case SearchKey.Header header -> new HeaderTest(header.name(), header.text());
            case SearchKey.Text text -> text(text);
        };
    }

    private MessageTest all(SearchKey.And and) {
        List<MessageTest> tests =
                SearchCost.cheapFirst(and).stream().map(this::compile).toList();
        return read -> {
            for (MessageTest test : tests) {
                if (!test.holds(read)) {
                    return false;
                }
            }
            return true;
        };
    }

    private MessageTest either(SearchKey.Or or) {
        boolean asItStands = SearchCost.of(or.one()).compareTo(SearchCost.of(or.other())) <= 0;
        MessageTest one = compile(asItStands ? or.one() : or.other());
        MessageTest other = compile(asItStands ? or.other() : or.one());
        return read -> one.holds(read) || other.holds(read);
    }

    private static MessageTest not(MessageTest test) {
        return read -> !test.holds(read);
    }

    private static MessageTest uid(LongPredicate uids) {
        return read -> uids.test(read.message().uid());
    }

    private MessageTest within(SearchKey.Within within) {
        // Beyond what an Instant holds, everything is younger. RFC 5032 section 3.
        long reach = Math.min(within.seconds(), scope.now().getEpochSecond() - Instant.MIN.getEpochSecond());
        Instant limit = scope.now().minusSeconds(reach);
        return read -> within.younger() != read.message().internalDate().isBefore(limit);
    }

    private MessageTest date(SearchKey.Date date) {
        return switch (date.of()) {
            case INTERNAL -> read -> matches(date, day(read.message().internalDate()));
            case SAVED ->
                read -> {
                    Optional<Instant> saved = read.message().saved();
                    return matches(
                            date,
                            day(saved.isPresent() ? saved.get() : read.message().internalDate()));
                };
            case SENT ->
                read -> {
                    Optional<SentDate> sent = read.message().date().flatMap(SentDate::parse);
                    return sent.isPresent() && matches(date, sent.get().day());
                };
        };
    }

    private LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, scope.zone());
    }

    private static boolean matches(SearchKey.Date date, LocalDate day) {
        return switch (date.relation()) {
            case BEFORE -> day.isBefore(date.date());
            case ON -> day.equals(date.date());
            case SINCE -> !day.isBefore(date.date());
        };
    }

    private MessageTest text(SearchKey.Text text) {
        String wanted = SearchText.of(text.text());
        if (wanted.isEmpty()) {
            return _ -> true;
        }
        if (text.header()) {
            inText.add(wanted);
            return read -> read.textHas(wanted);
        }
        inBody.add(wanted);
        return read -> read.bodyHas(wanted);
    }
}
