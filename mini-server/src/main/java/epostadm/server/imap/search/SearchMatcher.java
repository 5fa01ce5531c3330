package epostadm.server.imap.search;

import epostadm.server.imap.SearchKey;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/// Tells which messages a search finds. What is cheap is asked first; a message's text is read once at most,
/// however much is looked for in it.
public final class SearchMatcher {

    private final MessageTest test;
    private final List<String> inText;
    private final List<String> inBody;
    private final boolean numbersAlone;

    private SearchMatcher(MessageTest test, List<String> inText, List<String> inBody, boolean numbersAlone) {
        this.test = test;
        this.inText = inText;
        this.inBody = inBody;
        this.numbersAlone = numbersAlone;
    }

    public static SearchMatcher of(SearchKey key, SearchScope scope) {
        SearchCompiler compiler = new SearchCompiler(scope);
        MessageTest test = compiler.compile(key);
        boolean numbersAlone = SearchCost.of(key) == SearchCost.NUMBERS;
        return new SearchMatcher(test, compiler.inText(), compiler.inBody(), numbersAlone);
    }

    /// Whether no file is looked at: only numbers, flags, mod-sequences.
    public boolean numbersAlone() {
        return numbersAlone;
    }

    /// A message whose file has gone since matches nothing.
    public boolean matches(SearchedMessage message) throws IOException {
        try {
            return test.holds(new ReadMessage(message, inText, inBody));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /// Those that match, in their order.
    public <M extends SearchedMessage> List<M> find(Iterable<M> messages) throws IOException {
        List<M> found = new ArrayList<>();
        for (M message : messages) {
            if (matches(message)) {
                found.add(message);
            }
        }
        return found;
    }

    /// Whether RFC 7162's MODSEQ stands anywhere in the key, so that the answer tells a mod-sequence too.
    public static boolean asksModSeq(SearchKey key) {
        return switch (key) {
            case SearchKey.ModSeq _ -> true;
            case SearchKey.And and -> and.keys().stream().anyMatch(SearchMatcher::asksModSeq);
            case SearchKey.Or or -> asksModSeq(or.one()) || asksModSeq(or.other());
            case SearchKey.Not not -> asksModSeq(not.key());
            case SearchKey.All _,
                    SearchKey.Sequence _,
                    SearchKey.Uids _,
                    SearchKey.Flagged _,
                    SearchKey.Recent _,
                    SearchKey.Date _,
                    SearchKey.SaveDateSupported _,
                    SearchKey.Within _,
                    SearchKey.Size _,
                    SearchKey.Header _,
                    SearchKey.Text _,
                    SearchKey.EmailId _,
                    SearchKey.ThreadId _ -> false;
        };
    }
}
