package epostadm.server.metrics;

/// Why a client did not get what it wanted, coarsely enough to be counted.
public enum Refusal {
    USER_UNKNOWN,
    RELAY,
    MAILBOX_FULL,
    TOO_LARGE,
    DISK_FULL,
    LOGIN,
    POLICY,
    SYNTAX,
    SEQUENCE,
    BUSY,
    LOCAL_FAULT,
    OTHER;

    /// By the reply's codes: RFC 5321 section 4.2.3, RFC 3463.
    ///
    /// @param enhanced `class.subject.detail`, or the empty text
    public static Refusal ofReply(int code, String enhanced) {
        String detail = enhanced.isEmpty() ? "" : enhanced.substring(enhanced.indexOf('.') + 1);
        return switch (detail) {
            case "1.1" -> USER_UNKNOWN;
            case "2.2" -> MAILBOX_FULL;
            case "3.4", "2.3" -> TOO_LARGE;
            case "3.1" -> DISK_FULL;
            case "3.2" -> BUSY;
            case "7.0", "7.8", "7.9", "7.11" ->
                code == 530 || code == 534 || code == 535 || code == 454 ? LOGIN : POLICY;
            case "7.1" -> RELAY;
            case "1.7", "1.8" -> POLICY;
            default -> ofCode(code);
        };
    }

    private static Refusal ofCode(int code) {
        return switch (code) {
            case 421 -> BUSY;
            case 451 -> LOCAL_FAULT;
            case 452 -> DISK_FULL;
            case 500, 501, 502, 504, 555 -> SYNTAX;
            case 503 -> SEQUENCE;
            case 530, 534, 535 -> LOGIN;
            case 552 -> TOO_LARGE;
            default -> OTHER;
        };
    }
}
