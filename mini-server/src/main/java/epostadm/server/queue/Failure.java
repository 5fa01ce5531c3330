package epostadm.server.queue;

/// How a try failed, as far as the next one is concerned.
public enum Failure {
    /// Nothing will help: the domain takes no mail, the message is too large, mail goes round in circles.
    HOPELESS,
    /// A reply 5xx.
    REFUSED,
    /// A reply 4xx.
    DEFERRED,
    /// No connection, no name, or no reply.
    NO_ANSWER
}
