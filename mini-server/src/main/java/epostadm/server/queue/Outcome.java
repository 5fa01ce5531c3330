package epostadm.server.queue;

/// What came of one try to deliver to one recipient.
public sealed interface Outcome {

    Answer answer();

    /// It is done, and the recipient is struck from the envelope.
    record Delivered(Answer answer, Reach reach) implements Outcome {}

    /// Not this time: it is tried again, and given up, as the [RetrySchedule] says for this kind of failure.
    record Deferred(Failure failure, Answer answer) implements Outcome {}

    /// No other try will help: the domain takes no mail, the message is too large, mail goes round in circles.
    record Failed(Answer answer) implements Outcome {}

    /// How far a delivered message has come, as reports to the sender tell it (RFC 3461 section 5.2).
    enum Reach {
        /// In the mailbox, or wherever its owner wants it.
        MAILBOX,
        /// At a server that will make the reports that were asked for.
        REPORTING_SERVER,
        /// At a server that makes no such reports.
        SILENT_SERVER
    }

    static Outcome intoMailbox() {
        return new Delivered(Answer.ours(250, "2.1.5", "Delivered"), Reach.MAILBOX);
    }

    static Outcome deferred(Failure failure, int code, String status, String text) {
        return new Deferred(failure, Answer.ours(code, status, text));
    }

    static Outcome failed(int code, String status, String text) {
        return new Failed(Answer.ours(code, status, text));
    }
}
