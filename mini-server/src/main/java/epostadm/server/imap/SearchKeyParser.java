package epostadm.server.imap;

import epostadm.server.imap.SearchKey.DateOf;
import epostadm.server.imap.SearchKey.Relation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What SEARCH looks for: RFC 9051 section 9, `search-key`; RFC 3501, 5032, 5182, 7162, 8474, 8514.
final class SearchKeyParser {

    private final ImapReader in;
    private final SearchCharset charset;
    private int depth;

    SearchKeyParser(ImapReader in, SearchCharset charset) {
        this.in = in;
        this.charset = charset;
    }

    SearchKey key() throws IOException, ImapSyntaxException, ImapRefusedException {
        if (++depth > in.depth()) {
            throw new ImapSyntaxException("search keys are nested too deep");
        }
        SearchKey key = in.skip('(') ? inParentheses() : in.atSequenceSet() ? sequence() : named(in.word("search key"));
        depth--;
        return key;
    }

    private SearchKey inParentheses() throws IOException, ImapSyntaxException, ImapRefusedException {
        List<SearchKey> keys = new ArrayList<>();
        do {
            keys.add(key());
        } while (in.skip(' '));
        in.expect(')');
        return keys.size() == 1 ? keys.getFirst() : new SearchKey.And(keys);
    }

    private SearchKey sequence() throws ImapSyntaxException, ImapRefusedException {
        SequenceSet messages = in.sequenceSet();
        if (in.mode().uidOnly() && !messages.saved()) {
            throw new ImapRefusedException(ImapRefusal.UID_REQUIRED);
        }
        return new SearchKey.Sequence(messages);
    }

    private SearchKey named(String name) throws IOException, ImapSyntaxException, ImapRefusedException {
        return switch (name) {
            case "ALL" -> new SearchKey.All();
            case "NOT" -> new SearchKey.Not(spacedKey());
            case "OR" -> {
                SearchKey one = spacedKey();
                yield new SearchKey.Or(one, spacedKey());
            }
            case "UID" -> {
                in.space();
                yield new SearchKey.Uids(in.sequenceSet());
            }
            case "ANSWERED", "DELETED", "DRAFT", "FLAGGED", "SEEN" -> flagged(name);
            case "UNANSWERED", "UNDELETED", "UNDRAFT", "UNFLAGGED", "UNSEEN" ->
                new SearchKey.Not(flagged(name.substring(2)));
            case "KEYWORD" -> keyword();
            case "UNKEYWORD" -> new SearchKey.Not(keyword());
            case "RECENT" -> new SearchKey.Recent();
            case "OLD" -> new SearchKey.Not(new SearchKey.Recent());
            case "NEW" -> new SearchKey.And(List.of(new SearchKey.Recent(), new SearchKey.Not(flagged("SEEN"))));
            case "BCC", "CC", "FROM", "SUBJECT", "TO" -> new SearchKey.Header(name, text());
            case "HEADER" -> {
                in.space();
                String field = SearchCharset.ascii(in.astring("field name"), "field name");
                yield new SearchKey.Header(field, text());
            }
            case "BODY" -> new SearchKey.Text(false, text());
            case "TEXT" -> new SearchKey.Text(true, text());
            case "LARGER", "SMALLER" -> new SearchKey.Size(name.equals("LARGER"), number64("size"));
            case "OLDER", "YOUNGER" -> new SearchKey.Within(name.equals("YOUNGER"), interval());
            case "MODSEQ" -> modSeq();
            case "EMAILID" -> new SearchKey.EmailId(objectId());
            case "THREADID" -> new SearchKey.ThreadId(objectId());
            case "SAVEDATESUPPORTED" -> new SearchKey.SaveDateSupported();
            default -> dated(name);
        };
    }

    private SearchKey dated(String name) throws IOException, ImapSyntaxException {
        DateOf of = name.startsWith("SENT") ? DateOf.SENT : name.startsWith("SAVED") ? DateOf.SAVED : DateOf.INTERNAL;
        Relation relation = switch (name.substring(of == DateOf.SENT ? 4 : of == DateOf.SAVED ? 5 : 0)) {
            case "BEFORE" -> Relation.BEFORE;
            case "ON" -> Relation.ON;
            case "SINCE" -> Relation.SINCE;
            default -> throw new ImapSyntaxException("unknown search key");
        };
        in.space();
        String date = new String(in.astring("date"), StandardCharsets.ISO_8859_1);
        return new SearchKey.Date(of, relation, DateReader.date(date));
    }

    private SearchKey spacedKey() throws IOException, ImapSyntaxException, ImapRefusedException {
        in.space();
        return key();
    }

    private static SearchKey flagged(String name) {
        return new SearchKey.Flagged("\\" + name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT));
    }

    private SearchKey keyword() throws ImapSyntaxException {
        in.space();
        return new SearchKey.Flagged(in.atom("keyword"));
    }

    private String text() throws IOException, ImapSyntaxException {
        in.space();
        return charset.decode(in.astring("text"));
    }

    private long number64(String what) throws ImapSyntaxException {
        in.space();
        return in.number64(what);
    }

    private long interval() throws ImapSyntaxException {
        in.space();
        return in.positive("interval");
    }

    /// The entry that RFC 7162 section 3.1.5 lets a client name changes nothing: there is one mod-sequence for a
    /// message.
    private SearchKey modSeq() throws IOException, ImapSyntaxException {
        in.space();
        if (in.at('"')) {
            String entry = ImapReader.utf8(in.string("entry name"), "entry name");
            if (!entry.toLowerCase(Locale.ROOT).startsWith("/flags/") || entry.length() == "/flags/".length()) {
                throw new ImapSyntaxException("bad entry name");
            }
            in.space();
            switch (in.word("entry type")) {
                case "PRIV", "SHARED", "ALL" -> in.space();
                default -> throw new ImapSyntaxException("bad entry type");
            }
        }
        return new SearchKey.ModSeq(in.number64("mod-sequence"));
    }

    private String objectId() throws IOException, ImapSyntaxException {
        in.space();
        return SearchCharset.ascii(in.astring("object id"), "object id");
    }
}
