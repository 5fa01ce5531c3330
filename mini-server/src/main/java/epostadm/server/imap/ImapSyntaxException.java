package epostadm.server.imap;

import java.util.Optional;

/// What is no command. Its message is for the client, and repeats nothing of what the client said.
public final class ImapSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String tag;
    private final boolean lost;

    ImapSyntaxException(String tag, String message, boolean lost) {
        super(message, null, false, false);
        this.tag = tag;
        this.lost = lost;
    }

    ImapSyntaxException(String message) {
        this("", message, false);
    }

    /// The tag, where it could be read.
    public Optional<String> tag() {
        return tag.isEmpty() ? Optional.empty() : Optional.of(tag);
    }

    /// Whether nobody can tell where the next command begins: the connection has to end.
    public boolean lost() {
        return lost;
    }

    public StatusResponse response() {
        return new StatusResponse(tag, StatusResponse.Condition.BAD, Optional.empty(), getMessage());
    }
}
