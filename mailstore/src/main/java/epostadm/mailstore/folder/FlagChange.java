package epostadm.mailstore.folder;

/// What STORE does: RFC 9051 section 6.4.6. The Recent digit of `flags` means nothing: nobody can set it.
public record FlagChange(Mode mode, MessageFlags flags) {

    public enum Mode {
        REPLACE,
        ADD,
        REMOVE
    }
}
