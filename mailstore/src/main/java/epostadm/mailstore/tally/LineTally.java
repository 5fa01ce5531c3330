package epostadm.mailstore.tally;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import epostadm.mailstore.control.JapaneseText;
import epostadm.mailstore.log.LineEnds;
import epostadm.mailstore.log.LogName;
import epostadm.mailstore.log.LogPeriod;
import epostadm.mailstore.log.LogScan;
import java.util.Arrays;
import java.util.function.Consumer;

/// Counts the lines of one slice of a log, as [epostadm.mailstore.log.LogLine] describes them, without making
/// values of them.
final class LineTally implements LogScan.SliceReader {

    private static final byte[] LOGIN = "login".getBytes(US_ASCII);
    private static final byte[] WRONG = "-ERR [AUTH".getBytes(US_ASCII);
    private static final byte[] WRONG_IMAP = "NO [AUTHENTICATIONFAILED".getBytes(US_ASCII);
    private static final byte[] REFUSED_LOGIN = "535".getBytes(US_ASCII);
    private static final int LONGEST_REASON = 120;

    private final LogName log;
    private final HourClock clock;
    private final Counts counts = new Counts();
    private final Consumer<Counts> result;
    private final byte[] key = new byte[1024];
    private long[] hour = new long[Measure.values().length];
    private byte[] hourName = {};
    private byte[] block = {};
    private int at;
    private int end;

    LineTally(LogName log, LogPeriod period, Consumer<Counts> result) {
        this.log = log;
        this.clock = new HourClock(period);
        this.result = result;
    }

    @Override
    public void finished() {
        result.accept(counts);
    }

    @Override
    public void lines(byte[] bytes, int start, int limit) {
        block = bytes;
        for (int line = start; line < limit; ) {
            int lineEnd = LineEnds.next(bytes, line, limit);
            end = lineEnd > line && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
            line(line);
            line = lineEnd + 1;
        }
    }

    private void line(int start) {
        counts.lines++;
        int stamp = start;
        if (log == LogName.INLOG || log == LogName.OUTLOG || log == LogName.OUTLOCALLOG || log == LogName.FAILLOG) {
            stamp = LineEnds.next(block, (byte) '[', start, end);
        }
        if (!clock.read(block, stamp, end)) {
            counts.unknown += end > start ? 1 : 0;
            return;
        }
        if (clock.changed()) {
            hour = counts.hour(clock.hour());
            hourName = (" " + clock.hour()).getBytes(US_ASCII);
        }
        if (clock.wanted(block, stamp)) {
            at = stamp + HourClock.LENGTH;
            switch (log) {
                case ACCEPTLOG -> verdict();
                case INLOG -> taken();
                case OUTLOG -> count(Measure.DELIVERED_OUTSIDE);
                case OUTLOCALLOG -> count(Measure.DELIVERED_INSIDE);
                case FAILLOG -> givenUp();
                case SENDERLOG -> spoken();
                case POP3LOG, IMAP4LOG -> commanded();
                case RECEIVELOG -> {}
            }
        }
    }

    private void count(Measure measure) {
        hour[measure.ordinal()]++;
    }

    /// Goes to the beginning of the next word, and returns it.
    private int word() {
        while (at < end && block[at] == ' ') {
            at++;
        }
        int word = at;
        at = LineEnds.next(block, (byte) ' ', at, end);
        return word;
    }

    private boolean begins(byte[] text, int from) {
        if (from + text.length > end) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (block[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private void verdict() {
        int ip = word();
        int ipEnd = at;
        int verdict = at + 1;
        if (verdict >= end) {
            return;
        }
        byte first = block[verdict];
        if (first == '4' || first == '5') {
            count(Measure.REFUSED);
            reason(Table.REFUSALS, verdict, end);
            if (begins(REFUSED_LOGIN, verdict)) {
                count(Measure.LOGINS_FAILED);
                counts.table(Table.GUESSERS).add(block, ip, ipEnd);
            }
        } else if (first == 'l' && begins(LOGIN, verdict)) {
            word();
            int account = word();
            login(account, at, ip, ipEnd);
        }
    }

    private void login(int account, int accountEnd, int ip, int ipEnd) {
        count(Measure.LOGINS);
        int length = copy(account, accountEnd, 0);
        key[length++] = ' ';
        length = copy(ip, ipEnd, length);
        counts.table(Table.LOGIN_PLACES).add(key, 0, length);
    }

    private int copy(int from, int to, int place) {
        int length = Math.min(to - from, (key.length - 64) / 2);
        System.arraycopy(block, from, key, place, length);
        return place + length;
    }

    private void taken() {
        count(Measure.ACCEPTED);
        int ip = word();
        counts.table(Table.ADDRESSES).add(block, ip, at);
        word();
        int from = word();
        int fromEnd = at;
        counts.table(Table.SENDERS).add(block, from, fromEnd);
        int length = copy(from, fromEnd, 0);
        System.arraycopy(hourName, 0, key, length, hourName.length);
        counts.table(Table.SENDER_HOURS).add(key, 0, length + hourName.length);
        int to = word();
        int domain = at;
        while (domain > to && block[domain - 1] != '@') {
            domain--;
        }
        counts.table(Table.TARGETS).add(block, domain, at);
    }

    private void givenUp() {
        count(Measure.FAILED);
        int answer = LineEnds.next(block, (byte) '[', at, end);
        int last = end > answer && block[end - 1] == ']' ? end - 1 : end;
        reason(Table.FAILURES, Math.min(answer + 1, last), last);
    }

    /// Without what stands in brackets, which is another in each.
    private void reason(Table table, int from, int to) {
        int length = reason(block, from, to, true);
        if (length < 0) {
            // Second bytes of Japanese characters look like brackets.
            byte[] text = JapaneseText.read(Arrays.copyOfRange(block, from, to)).getBytes(UTF_8);
            length = reason(text, 0, text.length, false);
        }
        counts.table(table).add(key, 0, length);
    }

    /// Puts it into the key, and returns its length; -1 where it may be nothing but ASCII, and is not.
    private int reason(byte[] text, int from, int to, boolean plain) {
        int length = 0;
        int depth = 0;
        for (int i = from; i < to && length < LONGEST_REASON; i++) {
            byte b = text[i];
            if (plain && b < ' ') {
                return -1;
            }
            if (depth > 0 && (b == '>' || b == ']')) {
                depth--;
            }
            if (depth == 0) {
                key[length++] = b;
            }
            if (b == '<' || b == '[') {
                depth++;
            }
        }
        if (length == LONGEST_REASON) {
            while (length > 0 && key[length - 1] < 0) {
                length--;
            }
        }
        return length;
    }

    /// `who > 4xx`: not the lines of an answer that goes on.
    private void spoken() {
        word();
        int arrow = word();
        int text = at + 1;
        if (at == arrow + 1
                && block[arrow] == '>'
                && text + 2 < end
                && block[text] == '4'
                && (text + 3 == end || block[text + 3] != '-')) {
            count(Measure.DEFERRED);
        }
    }

    private void commanded() {
        int user = word();
        int userEnd = at;
        word();
        int ip = word();
        int ipEnd = at;
        int command = at + 1;
        if (begins(LOGIN, command) && command + LOGIN.length == end) {
            login(user, userEnd, ip, ipEnd);
        } else if (begins(WRONG, command) || begins(WRONG_IMAP, command)) {
            count(Measure.LOGINS_FAILED);
            counts.table(Table.GUESSERS).add(block, ip, ipEnd);
        }
    }
}
