package epostadm.server.queue;

/// How a try failed that may yet succeed; how long it is repeated hangs on it. docs/store-format.md, "Queue".
public enum Failure {
    /// A reply 5xx.
    REFUSED,
    /// A reply 4xx.
    DEFERRED,
    /// No connection, no name, or no reply.
    NO_ANSWER
}
