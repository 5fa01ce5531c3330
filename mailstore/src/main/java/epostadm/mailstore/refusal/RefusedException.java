package epostadm.mailstore.refusal;

import java.io.IOException;

/// Something was asked for that must not or cannot be done; nothing was changed.
public final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.toString());
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
