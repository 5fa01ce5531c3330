package epostadm.server.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// FETCH: RFC 9051 section 6.4.5, RFC 7162 sections 3.1.4 and 3.2.6, RFC 9394 section 3.3.
final class FetchParser {

    private static final List<FetchItem> FAST =
            List.of(FetchItem.Plain.FLAGS, FetchItem.Plain.INTERNALDATE, FetchItem.Plain.RFC822_SIZE);

    private FetchParser() {}

    static ImapCommand fetch(ImapReader in, boolean uid) throws IOException, ImapSyntaxException {
        in.space();
        SequenceSet messages = in.sequenceSet();
        in.space();
        List<FetchItem> items = wanted(in);
        OptionalLong changedSince = OptionalLong.empty();
        boolean vanished = false;
        Optional<PartialRange> partial = Optional.empty();
        if (in.skip(' ')) {
            in.expect('(');
            do {
                switch (in.word("modifier")) {
                    case "CHANGEDSINCE" -> {
                        in.space();
                        changedSince = OptionalLong.of(in.number64("mod-sequence"));
                    }
                    case "VANISHED" -> vanished = true;
                    case "PARTIAL" -> {
                        in.space();
                        partial = Optional.of(SearchReturnParser.partial(in));
                    }
                    default -> throw new ImapSyntaxException("unknown modifier");
                }
            } while (in.skip(' '));
            in.expect(')');
        }
        if (vanished && (!uid || changedSince.isEmpty())) {
            throw new ImapSyntaxException("VANISHED goes with UID FETCH and CHANGEDSINCE");
        }
        if (partial.isPresent() && !uid) {
            throw new ImapSyntaxException("PARTIAL goes with UID FETCH");
        }
        return new ImapCommand.Fetch(messages, uid, items, changedSince, vanished, partial);
    }

    private static List<FetchItem> wanted(ImapReader in) throws IOException, ImapSyntaxException {
        if (in.at('(')) {
            return items(in);
        }
        String name = in.name("item");
        return switch (name) {
            case "ALL" -> with(FAST, FetchItem.Plain.ENVELOPE);
            case "FAST" -> FAST;
            case "FULL" -> with(with(FAST, FetchItem.Plain.ENVELOPE), FetchItem.Plain.BODY);
            default -> List.of(FetchItemParser.item(name, in));
        };
    }

    private static List<FetchItem> with(List<FetchItem> items, FetchItem more) {
        List<FetchItem> longer = new ArrayList<>(items);
        longer.add(more);
        return longer;
    }

    /// Items in parentheses.
    private static List<FetchItem> items(ImapReader in) throws IOException, ImapSyntaxException {
        in.expect('(');
        return itemsBehind(in);
    }

    /// Items behind the parenthesis that begins them.
    static List<FetchItem> itemsBehind(ImapReader in) throws IOException, ImapSyntaxException {
        List<FetchItem> items = new ArrayList<>();
        do {
            items.add(FetchItemParser.item(in.name("item"), in));
        } while (in.skip(' '));
        in.expect(')');
        return items;
    }
}
