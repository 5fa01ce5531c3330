package epostadm.mailstore.check;

/// How much a [Finding] matters.
public enum Severity {
    /// A normal state that is worth knowing; a store with nothing else is clean.
    NOTE,
    /// Works today; somebody should look at it.
    WARNING,
    /// Does harm now or soon, or cannot be read.
    ERROR
}
