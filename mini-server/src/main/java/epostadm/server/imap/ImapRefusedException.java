package epostadm.server.imap;

/// A refusal on its way to the one place that answers it.
public final class ImapRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ImapRefusal refusal;

    public ImapRefusedException(ImapRefusal refusal) {
        super(refusal.text(), null, false, false);
        this.refusal = refusal;
    }

    /// NO with a code.
    public static ImapRefusedException no(ResponseCode code, String text) {
        return new ImapRefusedException(ImapRefusal.no(code, text));
    }

    public static ImapRefusedException bad(String text) {
        return new ImapRefusedException(ImapRefusal.bad(text));
    }

    public ImapRefusal refusal() {
        return refusal;
    }
}
