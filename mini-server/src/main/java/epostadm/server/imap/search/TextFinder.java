package epostadm.server.imap.search;

import java.util.ArrayList;
import java.util.List;

/// Looks for several strings in a text that comes in pieces; a string may begin in one piece and end in another.
final class TextFinder implements SearchedMessage.TextReader {

    /// Short pieces are gathered before they are looked at.
    private static final int ENOUGH = 512;

    private final List<String> missing;
    private final int longest;
    private final SearchText text = new SearchText(1024);

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
            if (text.length() >= longest + ENOUGH) {
                look();
            }
        }
        return foundAll();
    }

    /// The text ends.
    void end() {
        text.end();
        String whole = text.toString();
        missing.removeIf(whole::contains);
    }

    private void look() {
        String settled = text.settled();
        missing.removeIf(settled::contains);
        text.keep(longest);
    }

    boolean foundAll() {
        return missing.isEmpty();
    }

    /// @param string one of those that were wanted
    boolean found(String string) {
        return !missing.contains(string);
    }
}
