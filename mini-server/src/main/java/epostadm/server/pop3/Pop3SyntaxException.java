package epostadm.server.pop3;

/// A line that is no command. Its message is for the peer, and repeats nothing of what the peer said.
public final class Pop3SyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    Pop3SyntaxException(String message) {
        super(message, null, false, false);
    }
}
