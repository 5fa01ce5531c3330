package epostadm.server.imap.search;

import epostadm.server.imap.SearchKey;
import epostadm.server.imap.SearchKey.DateOf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How dear it is to find out whether a key matches, so that what is cheap is asked first and often settles it.
enum SearchCost {
    /// The session knows it.
    NUMBERS,
    /// The message's file is looked at, not into.
    DATES,
    SIZE,
    /// The header is read, or what is remembered of it.
    ENVELOPE,
    HEADER,
    /// The whole message is read and decoded.
    TEXT;

    static SearchCost of(SearchKey key) {
        return switch (key) {
            case SearchKey.All _,
                    SearchKey.Sequence _,
                    SearchKey.Uids _,
                    SearchKey.Flagged _,
                    SearchKey.Recent _,
                    SearchKey.SaveDateSupported _,
                    SearchKey.ModSeq _,
                    SearchKey.EmailId _,
                    SearchKey.ThreadId _ -> NUMBERS;
            case SearchKey.Date date -> date.of() == DateOf.SENT ? ENVELOPE : DATES;
            case SearchKey.Within _ -> DATES;
            case SearchKey.Size _ -> SIZE;
            case SearchKey.Header header -> HeaderTest.inEnvelope(header.name()) ? ENVELOPE : HEADER;
            case SearchKey.Text _ -> TEXT;
            case SearchKey.Not not -> of(not.key());
            case SearchKey.Or or -> max(of(or.one()), of(or.other()));
            case SearchKey.And and -> and.keys().stream().map(SearchCost::of).reduce(NUMBERS, SearchCost::max);
        };
    }

    /// The keys that must all match, those of inner And keys too, the cheap ones first.
    static List<SearchKey> cheapFirst(SearchKey.And and) {
        List<SearchKey> keys = new ArrayList<>();
        flatten(and, keys);
        keys.sort(Comparator.comparing(SearchCost::of));
        return keys;
    }

    private static void flatten(SearchKey.And and, List<SearchKey> keys) {
        for (SearchKey key : and.keys()) {
            if (key instanceof SearchKey.And inner) {
                flatten(inner, keys);
            } else {
                keys.add(key);
            }
        }
    }

    private static SearchCost max(SearchCost one, SearchCost other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
