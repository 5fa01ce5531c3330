package epostadm.server.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// SEARCH, SORT and THREAD but for their keys: RFC 9051 section 6.4.4, RFC 5256, RFC 4731, RFC 5267.
final class SearchParser {

    private SearchParser() {}

    static ImapCommand search(ImapReader in, boolean uid)
            throws IOException, ImapSyntaxException, ImapRefusedException {
        Optional<SearchReturn> returned = returned(in);
        Optional<String> charset = Optional.empty();
        if (in.skipWord(" CHARSET ")) {
            charset = Optional.of(charset(in));
            if (in.mode().utf8Accept()) {
                throw new ImapSyntaxException("no CHARSET after UTF8=ACCEPT");
            }
        }
        return new ImapCommand.Search(uid, returned, charset, keys(in, charset, returned));
    }

    static ImapCommand sort(ImapReader in, boolean uid) throws IOException, ImapSyntaxException, ImapRefusedException {
        Optional<SearchReturn> returned = returned(in);
        in.space();
        in.expect('(');
        List<SortCriterion> criteria = new ArrayList<>();
        do {
            String word = in.word("sort key");
            boolean reverse = word.equals("REVERSE");
            if (reverse) {
                in.space();
                word = in.word("sort key");
            }
            criteria.add(new SortCriterion(sortKey(word), reverse));
        } while (in.skip(' '));
        in.expect(')');
        in.space();
        String charset = charset(in);
        return new ImapCommand.Sort(uid, returned, criteria, keys(in, Optional.of(charset), returned));
    }

    static ImapCommand thread(ImapReader in, boolean uid)
            throws IOException, ImapSyntaxException, ImapRefusedException {
        in.space();
        ImapCommand.ThreadAlgorithm algorithm = switch (in.word("algorithm")) {
            case "ORDEREDSUBJECT" -> ImapCommand.ThreadAlgorithm.ORDEREDSUBJECT;
            case "REFERENCES" -> ImapCommand.ThreadAlgorithm.REFERENCES;
            default -> throw new ImapSyntaxException("unknown algorithm");
        };
        in.space();
        String charset = charset(in);
        return new ImapCommand.Thread(uid, algorithm, keys(in, Optional.of(charset), Optional.empty()));
    }

    private static Optional<SearchReturn> returned(ImapReader in) throws IOException, ImapSyntaxException {
        return in.skipWord(" RETURN") ? Optional.of(SearchReturnParser.returned(in)) : Optional.empty();
    }

    private static String charset(ImapReader in) throws IOException, ImapSyntaxException {
        return new String(in.astring("charset"), StandardCharsets.ISO_8859_1);
    }

    private static SortCriterion.Key sortKey(String word) throws ImapSyntaxException {
        try {
            return SortCriterion.Key.valueOf(word);
        } catch (IllegalArgumentException _) {
            throw new ImapSyntaxException("unknown sort key");
        }
    }

    private static SearchKey keys(ImapReader in, Optional<String> label, Optional<SearchReturn> returned)
            throws IOException, ImapSyntaxException, ImapRefusedException {
        in.space();
        SearchKeyParser parser = new SearchKeyParser(in, known(label, returned));
        List<SearchKey> keys = new ArrayList<>();
        do {
            keys.add(parser.key());
        } while (in.skip(' '));
        return keys.size() == 1 ? keys.getFirst() : new SearchKey.And(keys);
    }

    /// RFC 5182 section 2.1: a search that was to save and is refused saves that nothing was found.
    private static SearchCharset known(Optional<String> label, Optional<SearchReturn> returned)
            throws ImapRefusedException {
        try {
            return SearchCharset.of(label);
        } catch (ImapRefusedException refused) {
            boolean saves = returned.isPresent() && returned.get().save();
            throw saves ? new ImapRefusedException(ImapRefusal.BAD_CHARSET_SAVING) : refused;
        }
    }
}
