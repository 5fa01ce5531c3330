package epostadm.mailstore.hierarchy;

/// Says why something was not done, with a sentence for the client.
public final class FolderRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final FolderRefusal refusal;

    public FolderRefusedException(FolderRefusal refusal, String sentence) {
        super(sentence);
        this.refusal = refusal;
    }

    public FolderRefusal refusal() {
        return refusal;
    }
}
