package epostadm.server.imap.search;

import java.io.IOException;
import java.util.List;

/// A message while it is searched: its text is read once for all that a search looks for in it.
final class ReadMessage {

    private final SearchedMessage message;
    private final List<String> inText;
    private final List<String> inBody;
    private TextFinder text;
    private TextFinder body;

    /// @param inText what is looked for in headers and bodies, folded
    /// @param inBody what is looked for in bodies alone, folded
    ReadMessage(SearchedMessage message, List<String> inText, List<String> inBody) {
        this.message = message;
        this.inText = inText;
        this.inBody = inBody;
    }

    SearchedMessage message() {
        return message;
    }

    boolean textHas(String folded) throws IOException {
        if (text == null) {
            text = read(true, inText);
        }
        return text.found(folded);
    }

    boolean bodyHas(String folded) throws IOException {
        if (body == null) {
            body = read(false, inBody);
        }
        return body.found(folded);
    }

    private TextFinder read(boolean headers, List<String> wanted) throws IOException {
        TextFinder finder = new TextFinder(wanted);
        if (!finder.foundAll()) {
            message.text(headers, true, finder);
            finder.end();
        }
        return finder;
    }
}
