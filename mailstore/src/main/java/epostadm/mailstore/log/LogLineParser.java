package epostadm.mailstore.log;

import epostadm.mailstore.log.LogLine.Spoken.Direction;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads lines of logs, the vendor's and ours: leniently, and what it does not understand is no line to it.
public final class LogLineParser {

    private static final String STAMP = LogStamp.FORM + " +";
    private static final String WORD = "(\\S+)";
    private static final String ANSWER = " +\\[(.*)\\] *";

    private static final Pattern ANY_STAMP = Pattern.compile(LogStamp.FORM);
    private static final Pattern VERDICT = Pattern.compile(STAMP + WORD + "(?: (.*))?");
    private static final Pattern TAKEN = Pattern.compile(
            "<" + LogId.FORM + "> +" + STAMP + WORD + " +" + WORD + " +" + WORD + " +" + WORD + "(?: .*)?");
    private static final Pattern DELIVERED = Pattern.compile(
            "<" + LogId.FORM + "> +" + STAMP + WORD + " +" + WORD + " +" + WORD + "(?:" + ANSWER + ")?");
    private static final Pattern GIVEN_UP = Pattern.compile("<?" + LogId.FORM + ">? +send fail on +" + STAMP + "from +"
            + WORD + " +to +" + WORD + "(?:" + ANSWER + ")?");
    private static final Pattern SPOKEN = Pattern.compile(STAMP + WORD + " ([<>]) (.*)");
    private static final Pattern COMMANDED = Pattern.compile(STAMP + WORD + " +from +" + WORD + "(?: (.*))?");

    private LogLineParser() {}

    /// A line without its end.
    public static Optional<? extends LogLine> parse(LogName log, String line) {
        return switch (log) {
            case ACCEPTLOG -> match(VERDICT, line).flatMap(LogLineParser::verdict);
            case INLOG -> match(TAKEN, line).flatMap(LogLineParser::taken);
            case OUTLOG, OUTLOCALLOG -> match(DELIVERED, line).flatMap(LogLineParser::delivered);
            case FAILLOG -> match(GIVEN_UP, line).flatMap(LogLineParser::givenUp);
            case RECEIVELOG, SENDERLOG -> match(SPOKEN, line).flatMap(LogLineParser::spoken);
            case POP3LOG, IMAP4LOG -> match(COMMANDED, line).flatMap(LogLineParser::commanded);
        };
    }

    /// The first stamp of a line of any form.
    public static Optional<LocalDateTime> stamp(String line) {
        Matcher stamp = ANY_STAMP.matcher(line);
        return stamp.find() ? at(stamp.group(1)) : Optional.empty();
    }

    private static Optional<Matcher> match(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    private static Optional<LogLine> verdict(Matcher line) {
        return at(line.group(1))
                .map(at -> new LogLine.Verdict(at, LogText.readWord(line.group(2)), rest(line.group(3))));
    }

    private static Optional<LogLine> taken(Matcher line) {
        return LogId.parse(line.group(1))
                .flatMap(id -> at(line.group(2))
                        .map(at -> new LogLine.Taken(
                                id,
                                at,
                                LogText.readWord(line.group(3)),
                                LogText.readWord(line.group(4)),
                                LogText.readAddress(line.group(5)),
                                LogText.readAddress(line.group(6)))));
    }

    private static Optional<LogLine> delivered(Matcher line) {
        return LogId.parse(line.group(1))
                .flatMap(id -> at(line.group(2))
                        .map(at -> new LogLine.Delivered(
                                id,
                                at,
                                LogText.readWord(line.group(3)),
                                LogText.readAddress(line.group(4)),
                                LogText.readAddress(line.group(5)),
                                rest(line.group(6)))));
    }

    private static Optional<LogLine> givenUp(Matcher line) {
        return LogId.parse(line.group(1))
                .flatMap(id -> at(line.group(2))
                        .map(at -> new LogLine.GivenUp(
                                id,
                                at,
                                LogText.readAddress(line.group(3)),
                                LogText.readAddress(line.group(4)),
                                rest(line.group(5)))));
    }

    private static Optional<LogLine> spoken(Matcher line) {
        Direction direction = line.group(3).equals(">") ? Direction.TO_US : Direction.FROM_US;
        return at(line.group(1))
                .map(at -> new LogLine.Spoken(
                        at, LogText.readWord(line.group(2)), direction, LogText.read(line.group(4))));
    }

    private static Optional<LogLine> commanded(Matcher line) {
        return at(line.group(1))
                .map(at -> new LogLine.Commanded(
                        at, LogText.readWord(line.group(2)), LogText.readWord(line.group(3)), rest(line.group(4))));
    }

    private static Optional<LocalDateTime> at(String stamp) {
        return LogStamp.read(stamp);
    }

    private static String rest(String text) {
        return text == null ? "" : LogText.read(text);
    }
}
