package epostadm.server.log;

import epostadm.mailstore.log.LogId;
import epostadm.mailstore.log.LogLine;
import epostadm.mailstore.log.LogLine.Spoken.Direction;
import epostadm.mailstore.log.LogName;
import java.net.InetAddress;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;

/// What is written into the mail server's log files, a method a kind of line. Nobody waits for it.
public final class MailLogs {

    /// What an administrator sees without asking; dialogues of reception are long.
    public static final Set<LogName> USUAL = Set.copyOf(EnumSet.complementOf(EnumSet.of(LogName.RECEIVELOG)));

    private static final int LONGEST_TEXT = 2000;
    private static final int LONGEST_WORD = 400;

    private final LogWriter writer;
    private final Set<LogName> kept;
    private final String host;
    private final InstantSource clock;
    private final ZoneId zone;

    /// @param kept those that are written at all
    /// @param host this server's name, as it stands in ids
    /// @param zone of the stamps, and of the days
    public MailLogs(LogWriter writer, Set<LogName> kept, String host, InstantSource clock, ZoneId zone) {
        this.writer = writer;
        this.kept = Set.copyOf(kept);
        this.host = new LogId("B", host).host();
        this.clock = clock;
        this.zone = zone;
    }

    public boolean keeps(LogName log) {
        return kept.contains(log);
    }

    /// `acceptlog`: a connection, or what was decided about what its client wanted.
    public void verdict(InetAddress client, String verdict) {
        if (keeps(LogName.ACCEPTLOG)) {
            writer.write(LogName.ACCEPTLOG, new LogLine.Verdict(now(), client.getHostAddress(), cut(verdict)));
        }
    }

    /// `inlog`: a message has been taken for a recipient.
    public void taken(String queueId, InetAddress client, String hello, String from, String to) {
        if (keeps(LogName.INLOG)) {
            writer.write(
                    LogName.INLOG,
                    new LogLine.Taken(id(queueId), now(), client.getHostAddress(), word(hello), word(from), word(to)));
        }
    }

    /// `outlocallog`: a mailbox has it.
    public void deliveredInside(String queueId, String account, String from, String to, String answer) {
        delivered(LogName.OUTLOCALLOG, queueId, account, from, to, answer);
    }

    /// `outlog`: another server has it.
    public void deliveredOutside(String queueId, String server, String from, String to, String answer) {
        delivered(LogName.OUTLOG, queueId, server, from, to, answer);
    }

    private void delivered(LogName log, String queueId, String by, String from, String to, String answer) {
        if (keeps(log)) {
            writer.write(log, new LogLine.Delivered(id(queueId), now(), word(by), word(from), word(to), cut(answer)));
        }
    }

    /// `faillog`: nobody will have it.
    public void givenUp(String queueId, String from, String to, String answer) {
        if (keeps(LogName.FAILLOG)) {
            writer.write(LogName.FAILLOG, new LogLine.GivenUp(id(queueId), now(), word(from), word(to), cut(answer)));
        }
    }

    /// `receivelog`.
    public void received(InetAddress client, Direction direction, String line) {
        if (keeps(LogName.RECEIVELOG)) {
            writer.write(LogName.RECEIVELOG, new LogLine.Spoken(now(), client.getHostAddress(), direction, cut(line)));
        }
    }

    /// `senderlog`: between this server and another one, about a message.
    public void sent(String queueId, String server, Direction direction, String line) {
        if (keeps(LogName.SENDERLOG)) {
            writer.write(
                    LogName.SENDERLOG, new LogLine.Spoken(now(), queueId + "/" + word(server), direction, cut(line)));
        }
    }

    /// `pop3log`; secrets must be `****` already. The user is empty before the login.
    public void pop3(String user, InetAddress client, String command) {
        commanded(LogName.POP3LOG, user, client, command);
    }

    /// `imap4log`.
    public void imap4(String user, InetAddress client, String command) {
        commanded(LogName.IMAP4LOG, user, client, command);
    }

    private void commanded(LogName log, String user, InetAddress client, String command) {
        if (keeps(log)) {
            writer.write(log, new LogLine.Commanded(now(), word(user), client.getHostAddress(), cut(command)));
        }
    }

    private LogId id(String queueId) {
        return new LogId(queueId, host);
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), zone);
    }

    private static String word(String text) {
        return cut(text, LONGEST_WORD);
    }

    private static String cut(String text) {
        return cut(text, LONGEST_TEXT);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }
}
