package epostadm.mailstore.task;

/// Told how far a long task has come; may be called from several threads.
public interface Progress {

    /// Shows nothing.
    Progress NONE = new Progress() {
        @Override
        public void start(Phase phase, long total) {}

        @Override
        public void step(long count) {}

        @Override
        public void finish() {}
    };

    /// What is being done, in the words of the one who shows it.
    enum Phase {
        READING_ACCOUNTS,
        HASHING_PASSWORDS,
        PREPARING,
        APPLYING,
        SYNCING,
        VERIFYING,
        UNDOING,
        READING_MAIL,
        COUNTING,
        INSPECTING,
        DELETING
    }

    /// A phase begins; `total` is its number of steps, or 0 where that is unknown.
    void start(Phase phase, long total);

    /// `count` more steps are done.
    void step(long count);

    /// The phase has ended.
    void finish();
}
