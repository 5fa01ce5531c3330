package epostadm.mailstore.journal;

/// One step as the journal has it: a rename between names that tell on their own whether it has happened.
///
/// Paths are relative to the work folder; `staged` is a name in the change's stage.
sealed interface ChangeStep {

    String path();

    /// An empty directory, from the stage like whatever is installed; what lies in it later is not of this step.
    record MakeDirectory(String staged, String path) implements ChangeStep {}

    /// From the stage into the store, where nothing bears the name.
    record Install(String staged, String path, Fingerprint fingerprint) implements ChangeStep {}

    /// From the stage into the store over a file, whose old version goes into quarantine.
    record Replace(String staged, String path, Fingerprint fingerprint) implements ChangeStep {}

    /// From the store into quarantine.
    record Remove(String path) implements ChangeStep {}

    record Move(String from, String path) implements ChangeStep {}
}
