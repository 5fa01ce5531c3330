package epostadm.server.imap.search;

import java.util.ArrayList;
import java.util.List;

/// Looks for several strings in a text that comes in pieces; a string may begin in one piece and end in another.
final class TextFinder implements SearchedMessage.TextReader {

    private final List<String> missing;
    private final int longest;
    private final SearchText text = new SearchText();

    /// @param wanted each as [SearchText] has it
    TextFinder(List<String> wanted) {
        missing = new ArrayList<>(wanted);
        missing.removeIf(String::isEmpty);
        longest = missing.stream().mapToInt(String::length).max().orElse(0);
    }

    @Override
    public boolean hear(CharSequence piece) {
        for (int at = 0; at < piece.length() && !foundAll(); ) {
            at = text.append(piece, at);
            look();
        }
        return foundAll();
    }

    /// The text ends.
    void end() {
        text.end();
        look();
    }

    private void look() {
        StringBuilder folded = text.folded();
        missing.removeIf(string -> folded.indexOf(string) >= 0);
        // One more than a string could need: a voiced mark may still join the last letter.
        int surplus = folded.length() - longest - 1;
        if (surplus > 0) {
            folded.delete(0, surplus);
        }
    }

    boolean foundAll() {
        return missing.isEmpty();
    }

    /// @param string one of those that were wanted
    boolean found(String string) {
        return !missing.contains(string);
    }
}
