package epostadm.server.imap;

/// A refusal on its way to the one place that answers it.
public final class ImapRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ImapRefusal refusal;

    public ImapRefusedException(ImapRefusal refusal) {
        super(refusal.text(), null, false, false);
        this.refusal = refusal;
    }

    public ImapRefusal refusal() {
        return refusal;
    }
}
