package epostadm.server.imap.session;

/// A transfer encoding that cannot be taken off: RFC 3516 section 4.3.
final class UnknownEncodingException extends Exception {

    private static final long serialVersionUID = 1L;

    UnknownEncodingException() {
        super("unknown transfer encoding", null, false, false);
    }
}
