package epostadm.mailstore.task;

/// Asked between the steps of a change whether the user wants it to stop.
@FunctionalInterface
public interface Cancellation {

    /// Never cancelled.
    Cancellation NONE = () -> false;

    boolean requested();
}
