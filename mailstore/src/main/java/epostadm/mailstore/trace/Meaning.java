package epostadm.mailstore.trace;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an answer, an error number or a remark in a log means; whoever shows it has the words, and what to do next.
///
/// RFC 5321 section 4.2, RFC 3463 and the enhanced codes registered since; socket errors of BSD, Linux and Windows.
public enum Meaning {
    UNKNOWN_USER("[45]\\.1\\.(?:1|6|0)|551|user unknown|unknown user|no such user|mailbox unavailable"),
    BAD_DOMAIN("[45]\\.1\\.(?:2|10)|[45]\\.4\\.4|host (?:unknown|not found)|domain not found"),
    BAD_SENDER("[45]\\.1\\.(?:7|8)"),
    MAILBOX_FULL("[45]\\.2\\.2|552|box is full|quota"),
    MAILBOX_OFF("[45]\\.2\\.1"),
    TOO_LARGE("[45]\\.2\\.3|[45]\\.3\\.4|size limit|too large|too big"),
    NO_RELAY("relaying|relay access denied|relay not permitted"),
    LOGIN_FAILED("[45]\\.7\\.8|535|authentication failed|auth\\w* fail"),
    LOGIN_NEEDED("530|authentication required"),
    TLS_NEEDED("[45]\\.7\\.(?:10|11)|must issue a starttls"),
    SENDER_POLICY("[45]\\.7\\.(?:2[0-7]|9)|\\bspf\\b|\\bdkim\\b|\\bdmarc\\b"),
    BLOCKED("dnsbl|\\brbl\\b|blocked|blacklist|block ?list|listed (?:by|in|at)|spamhaus|reputation"),
    GREYLISTED("gr[ea]ylist"),
    TOO_MANY("[45]\\.7\\.28|[45]\\.5\\.3|too many|rate limit|too fast"),
    REFUSED_BY_POLICY("[45]\\.7\\.\\d+"),
    DISK_FULL("[45]\\.3\\.1|452|insufficient (?:system )?storage"),
    SERVER_BUSY("[45]\\.3\\.2|421|450 4\\.2\\.1|service (?:not available|unavailable)|try again later"),
    LOCAL_ERROR("451|[45]\\.3\\.0"),
    LOOP("[45]\\.4\\.6|too many hops|mail loop"),
    EXPIRED("[45]\\.4\\.7|expired"),
    NO_ANSWER_CODE("[45]\\.4\\.1"),
    CONNECTION_LOST("[45]\\.4\\.2"),
    CONTENT("[45]\\.6\\.\\d+|554 5\\.3\\.0"),
    SYNTAX("50[0-4]|[45]\\.5\\.[0-24]"),
    REFUSED_FOR_GOOD("55[034]|556"),
    /// The vendor's `(code=S)`: the connection broke while something was sent.
    BROKE_SENDING("\\(code=S\\)"),
    /// The vendor's `(code=R)`: the connection broke, or nothing came, while an answer was waited for.
    BROKE_RECEIVING("\\(code=R\\)"),
    NETWORK_DOWN,
    NETWORK_UNREACHABLE,
    CONNECTION_ABORTED,
    CONNECTION_RESET,
    CONNECTION_TIMED_OUT,
    CONNECTION_REFUSED,
    HOST_DOWN,
    HOST_UNREACHABLE,
    HOST_NOT_FOUND,
    NAME_SERVER_SILENT,
    NO_ADDRESS;

    /// Words that may stand anywhere; digits only where an answer has them, at its beginning.
    private static final Pattern ANSWER =
            Pattern.compile("^\\W*(?:[<>] )?\\W*([245]\\d\\d)(?:[ -]+(?:\\[?([45]\\.\\d{1,3}\\.\\d{1,3}))?)?");

    private static final Pattern SOCKET = Pattern.compile(
            "\\b(?:socket|winsock|wsa\\w*|connect\\w*|send|recv|errno|err-code|error|err)\\b\\D{0,24}?(1?\\d{2}|1[01]0\\d{2})\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Set<Meaning> OF_NETWORK =
            EnumSet.of(NO_ANSWER_CODE, CONNECTION_LOST, BROKE_SENDING, BROKE_RECEIVING);

    private final Optional<Pattern> pattern;

    Meaning() {
        this.pattern = Optional.empty();
    }

    Meaning(String pattern) {
        this.pattern =
                Optional.of(Pattern.compile("(?<![\\w.])(?:" + pattern + ")(?![\\w.]*\\d)", Pattern.CASE_INSENSITIVE));
    }

    /// Whether no server has said it: the network or the connection did.
    boolean network() {
        return unreachable() || OF_NETWORK.contains(this);
    }

    /// Whether an error number of a socket has said it: nothing more is said in that try.
    boolean unreachable() {
        return compareTo(NETWORK_DOWN) >= 0;
    }

    /// What a text means, the plainest first; nothing where it is no trouble. The first word that fits is enough,
    /// socket errors and the vendor's codes stand beside it.
    public static List<Meaning> of(String text) {
        List<Meaning> found = new ArrayList<>();
        answer(text).ifPresent(found::add);
        for (Meaning meaning : List.of(BROKE_SENDING, BROKE_RECEIVING)) {
            if (meaning.pattern.orElseThrow().matcher(text).find()) {
                found.remove(LOCAL_ERROR);
                found.add(meaning);
            }
        }
        Matcher number = SOCKET.matcher(text);
        while (number.find()) {
            socket(Integer.parseInt(number.group(1)))
                    .filter(one -> !found.contains(one))
                    .ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Meaning> answer(String text) {
        Matcher codes = ANSWER.matcher(text);
        boolean coded = codes.find();
        if (coded && codes.group(1).startsWith("2")) {
            return Optional.empty();
        }
        // What the words say is more exact than the codes, which say 5.7.1 for everything.
        for (Meaning meaning : List.of(NO_RELAY, GREYLISTED, BLOCKED, MAILBOX_FULL, SENDER_POLICY, TLS_NEEDED)) {
            if (coded && meaning.in(text.substring(codes.end()))) {
                return Optional.of(meaning);
            }
        }
        for (Meaning meaning : List.of(LOGIN_FAILED, LOGIN_NEEDED)) {
            if (coded && meaning.in(codes.group(1))) {
                return Optional.of(meaning);
            }
        }
        Optional<Meaning> byCode = coded && codes.group(2) != null ? first(codes.group(2)) : Optional.empty();
        if (byCode.isPresent()) {
            return byCode;
        }
        return coded ? first(text.substring(codes.end())).or(() -> first(codes.group(1))) : Optional.empty();
    }

    private static Optional<Meaning> first(String text) {
        for (Meaning meaning : values()) {
            if (meaning != BROKE_SENDING && meaning != BROKE_RECEIVING && meaning.in(text)) {
                return Optional.of(meaning);
            }
        }
        return Optional.empty();
    }

    private boolean in(String text) {
        return pattern.isPresent() && pattern.get().matcher(text).find();
    }

    /// An error number of a socket: of BSD below 100, of Linux above, of Windows from 10000.
    public static Optional<Meaning> socket(int number) {
        return Optional.ofNullable(
                switch (number) {
                    case 50, 100, 10050 -> NETWORK_DOWN;
                    case 51, 101, 10051 -> NETWORK_UNREACHABLE;
                    case 53, 103, 10053 -> CONNECTION_ABORTED;
                    case 54, 104, 10054 -> CONNECTION_RESET;
                    case 60, 110, 10060 -> CONNECTION_TIMED_OUT;
                    case 61, 111, 10061 -> CONNECTION_REFUSED;
                    case 64, 112, 10064 -> HOST_DOWN;
                    case 65, 113, 10065 -> HOST_UNREACHABLE;
                    case 11001 -> HOST_NOT_FOUND;
                    case 11002 -> NAME_SERVER_SILENT;
                    case 11003, 11004 -> NO_ADDRESS;
                    default -> null;
                });
    }
}
