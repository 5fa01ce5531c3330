package epostadm.mailstore.log;

import java.time.LocalDateTime;

/// A line of a log file. `text` and [LogLineParser] are each other's inverse, whatever texts the parts hold; of the
/// time the seconds remain. docs/store-format.md, "Logs".
public sealed interface LogLine {

    /// Local time at the server.
    LocalDateTime at();

    /// The line without its end: no control characters, no line breaks.
    String text();

    /// `acceptlog`: `[date] ip text`.
    record Verdict(LocalDateTime at, String ip, String verdict) implements LogLine {
        public Verdict {
            at = LogStamp.rounded(at);
        }

        @Override
        public String text() {
            return LogStamp.write(at) + " " + LogText.writeWord(ip) + " " + LogText.write(verdict);
        }
    }

    /// `inlog`: `<Bid@host> [date] ip helo from to`.
    ///
    /// @param from empty for the null sender
    record Taken(LogId id, LocalDateTime at, String ip, String helo, String from, String to) implements LogLine {
        public Taken {
            at = LogStamp.rounded(at);
        }

        @Override
        public String text() {
            return "<" + id.text() + "> " + LogStamp.write(at) + " " + LogText.writeWord(ip) + " "
                    + LogText.writeWord(helo) + " " + LogText.writeAddress(from) + " " + LogText.writeAddress(to);
        }
    }

    /// `outlog`, `outlocallog`: `<Bid@host> [date] by from to [answer]`.
    ///
    /// @param by the server that took it, or the account
    record Delivered(LogId id, LocalDateTime at, String by, String from, String to, String answer) implements LogLine {
        public Delivered {
            at = LogStamp.rounded(at);
        }

        @Override
        public String text() {
            return "<" + id.text() + "> " + LogStamp.write(at) + " " + LogText.writeWord(by) + " "
                    + LogText.writeAddress(from) + " " + LogText.writeAddress(to) + " [" + LogText.write(answer) + "]";
        }
    }

    /// `faillog`: `Bid@host send fail on [date] from a to b [550 User Unknown]`.
    record GivenUp(LogId id, LocalDateTime at, String from, String to, String answer) implements LogLine {
        public GivenUp {
            at = LogStamp.rounded(at);
        }

        @Override
        public String text() {
            return id.text() + " send fail on " + LogStamp.write(at) + " from " + LogText.writeAddress(from) + " to "
                    + LogText.writeAddress(to) + " [" + LogText.write(answer) + "]";
        }
    }

    /// `receivelog`, `senderlog`: `[date] who > line` for what the other side said, `<` for what we said.
    ///
    /// @param who the client's address, or the message's id and the server, as far as known
    record Spoken(LocalDateTime at, String who, Direction direction, String line) implements LogLine {

        /// As the arrow points.
        public enum Direction {
            TO_US(">"),
            FROM_US("<");

            private final String arrow;

            Direction(String arrow) {
                this.arrow = arrow;
            }
        }

        public Spoken {
            at = LogStamp.rounded(at);
        }

        @Override
        public String text() {
            return LogStamp.write(at) + " " + LogText.writeWord(who) + " " + direction.arrow + " "
                    + LogText.write(line);
        }
    }

    /// `pop3log`, `imap4log`: `[date] user from ip COMMAND`.
    ///
    /// @param user empty before the login
    record Commanded(LocalDateTime at, String user, String ip, String command) implements LogLine {
        public Commanded {
            at = LogStamp.rounded(at);
        }

        @Override
        public String text() {
            return LogStamp.write(at) + " " + LogText.writeWord(user) + " from " + LogText.writeWord(ip) + " "
                    + LogText.write(command);
        }
    }
}
