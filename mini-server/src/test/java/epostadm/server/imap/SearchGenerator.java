package epostadm.server.imap;

import epostadm.fixtures.Seeded;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes what SEARCH and SORT are asked for.
final class SearchGenerator {

    private final Seeded seeded;
    private final CommandGenerator commands;

    SearchGenerator(Seeded seeded, CommandGenerator commands) {
        this.seeded = seeded;
        this.commands = commands;
    }

    private boolean flip() {
        return seeded.chance(0.5);
    }

    PartialRange range() {
        long first = seeded.between(1, 0xFFFFFFFFL);
        long last = seeded.between(1L, 500L);
        return flip() ? new PartialRange(first, last) : new PartialRange(-first, -last);
    }

    SearchReturn returned() {
        Optional<PartialRange> partial = flip() ? Optional.of(range()) : Optional.empty();
        boolean all = partial.isEmpty() && flip();
        boolean update = flip();
        List<FetchItem> items = update && flip() ? commands.items() : List.of();
        SearchReturn returned = new SearchReturn(flip(), flip(), all, flip(), flip(), update, items, flip(), partial);
        boolean nothing = !returned.min() && !returned.max() && !all && !returned.count() && !returned.save();
        return nothing && !update && partial.isEmpty() ? SearchReturn.ALL : returned;
    }

    SortCriterion criterion() {
        return new SortCriterion(seeded.oneOf(List.of(SortCriterion.Key.values())), flip());
    }

    SearchKey key(int depth) {
        int kind = seeded.between(depth > 0 ? 0 : 4, 17);
        return switch (kind) {
            case 0 -> {
                List<SearchKey> keys = new ArrayList<>();
                for (int i = seeded.between(2, 4); i > 0; i--) {
                    keys.add(key(depth - 1));
                }
                yield new SearchKey.And(keys);
            }
            case 1 -> new SearchKey.Or(key(depth - 1), key(depth - 1));
            case 2, 3 -> new SearchKey.Not(key(depth - 1));
            case 4 -> new SearchKey.All();
            case 5 -> new SearchKey.Sequence(commands.set());
            case 6 -> new SearchKey.Uids(commands.set());
            case 7 -> new SearchKey.Flagged(flip() ? seeded.oneOf(FlagReader.SYSTEM) : commands.atom());
            case 8 -> new SearchKey.Recent();
            case 9 ->
                new SearchKey.Date(
                        seeded.oneOf(List.of(SearchKey.DateOf.values())),
                        seeded.oneOf(List.of(SearchKey.Relation.values())),
                        LocalDate.of(seeded.between(1, 9999), seeded.between(1, 12), seeded.between(1, 28)));
            case 10 -> new SearchKey.SaveDateSupported();
            case 11 -> new SearchKey.Within(flip(), seeded.between(1, 0xFFFFFFFFL));
            case 12 -> new SearchKey.Size(flip(), seeded.between(0, Long.MAX_VALUE - 1));
            case 13 ->
                new SearchKey.Header(seeded.oneOf(List.of("BCC", "CC", "FROM", "SUBJECT", "TO", "X-Mailer")), text());
            case 14 -> new SearchKey.Text(flip(), text());
            case 15 -> new SearchKey.ModSeq(seeded.between(0, Long.MAX_VALUE - 1));
            case 16 -> new SearchKey.EmailId("M" + seeded.between(0, 99));
            default -> new SearchKey.ThreadId("T" + seeded.between(0, 99));
        };
    }

    /// Characters that every one of the charsets has.
    private String text() {
        return seeded.text("abc \"(){+}\r\n日本語カナ送信済み", 10);
    }
}
