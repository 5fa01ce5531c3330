package epostadm.mailstore.check;

/// How closely folders are looked at.
public enum Depth {
    /// By the names in the directory alone: sizes are 0 and symbolic links among the messages pass for messages.
    NAMES,
    /// With the attributes of every file.
    SIZES,
    /// With the bytes of every message, too.
    BYTES
}
