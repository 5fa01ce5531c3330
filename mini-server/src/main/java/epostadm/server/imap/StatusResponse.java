package epostadm.server.imap;

import java.util.Optional;

/// OK, NO, BAD, PREAUTH and BYE: RFC 9051 section 7.1.
///
/// @param tag empty where it is untagged
/// @param text what is no printable ASCII in it is not said
public record StatusResponse(String tag, Condition condition, Optional<ResponseCode> code, String text) {

    public enum Condition {
        OK,
        NO,
        BAD,
        PREAUTH,
        BYE
    }

    public static StatusResponse ok(String tag, String text) {
        return new StatusResponse(tag, Condition.OK, Optional.empty(), text);
    }

    public static StatusResponse ok(String tag, ResponseCode code, String text) {
        return new StatusResponse(tag, Condition.OK, Optional.of(code), text);
    }

    /// One that belongs to no command.
    public static StatusResponse untagged(Condition condition, ResponseCode code, String text) {
        return new StatusResponse("", condition, Optional.of(code), text);
    }

    public static StatusResponse bye(String text) {
        return new StatusResponse("", Condition.BYE, Optional.empty(), text);
    }

    /// Without its CRLF.
    @Override
    public String toString() {
        return (tag.isEmpty() ? "*" : tag) + " " + said();
    }

    /// What is said, to whatever command.
    public String said() {
        StringBuilder said = new StringBuilder().append(condition).append(' ');
        code.ifPresent(c -> said.append('[').append(c.text()).append("] "));
        text.chars().forEach(c -> said.append(c < ' ' || c > '~' ? '?' : (char) c));
        return said.toString();
    }
}
