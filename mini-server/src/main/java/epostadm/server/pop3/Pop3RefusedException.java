package epostadm.server.pop3;

/// A refusal on its way to the one place that answers it.
public final class Pop3RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Pop3Refusal refusal;

    public Pop3RefusedException(Pop3Refusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
    }

    public Pop3Refusal refusal() {
        return refusal;
    }
}
