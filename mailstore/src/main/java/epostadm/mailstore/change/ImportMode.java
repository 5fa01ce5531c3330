package epostadm.mailstore.change;

/// What an import does with accounts that the store has already.
public enum ImportMode {
    /// They are skipped and counted: the vendor's rule.
    ADD,
    /// What differs in the file is applied to them.
    UPDATE,
    /// The present index is put aside and the file becomes the whole list, as in the vendor's change-over.
    REPLACE
}
