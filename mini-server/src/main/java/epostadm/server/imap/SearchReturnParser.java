package epostadm.server.imap;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// RETURN of SEARCH and SORT: RFC 4731 section 3.1, RFC 5182, RFC 5267 section 4, RFC 9394 section 3.1.
final class SearchReturnParser {

    private SearchReturnParser() {}

    /// Behind the word RETURN.
    static SearchReturn returned(ImapReader in) throws IOException, ImapSyntaxException {
        in.space();
        in.expect('(');
        Set<String> options = new HashSet<>();
        Optional<PartialRange> partial = Optional.empty();
        List<FetchItem> updateItems = List.of();
        if (!in.at(')')) {
            do {
                String option = in.word("option");
                switch (option) {
                    case "MIN", "MAX", "ALL", "COUNT", "SAVE", "CONTEXT" -> options.add(option);
                    case "UPDATE" -> {
                        options.add(option);
                        if (in.skipWord(" (")) {
                            updateItems = FetchParser.itemsBehind(in);
                        }
                    }
                    case "PARTIAL" -> {
                        if (partial.isPresent()) {
                            throw new ImapSyntaxException("PARTIAL twice");
                        }
                        in.space();
                        partial = Optional.of(partial(in));
                    }
                    default -> throw new ImapSyntaxException("unknown option");
                }
            } while (in.skip(' '));
        }
        in.expect(')');
        if (partial.isPresent() && options.contains("ALL")) {
            throw new ImapSyntaxException("ALL and PARTIAL exclude each other");
        }
        boolean nothing = partial.isEmpty() && (options.isEmpty() || options.equals(Set.of("CONTEXT")));
        return new SearchReturn(
                options.contains("MIN"),
                options.contains("MAX"),
                options.contains("ALL") || nothing,
                options.contains("COUNT"),
                options.contains("SAVE"),
                options.contains("UPDATE"),
                updateItems,
                options.contains("CONTEXT"),
                partial);
    }

    /// `1:10`, or `-1:-10`.
    static PartialRange partial(ImapReader in) throws ImapSyntaxException {
        boolean fromEnd = in.skip('-');
        long first = in.positive("range");
        in.expect(':');
        if (in.skip('-') != fromEnd) {
            throw new ImapSyntaxException("bad range");
        }
        long last = in.positive("range");
        return fromEnd ? new PartialRange(-first, -last) : new PartialRange(first, last);
    }
}
