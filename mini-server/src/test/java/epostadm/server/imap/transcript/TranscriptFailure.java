package epostadm.server.imap.transcript;

/// A server did not say what the transcript says.
final class TranscriptFailure extends AssertionError {

    private static final long serialVersionUID = 1L;

    TranscriptFailure(String message) {
        super(message);
    }
}
