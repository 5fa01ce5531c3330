package epostadm.server.imap;

import java.util.List;

/// What stands in the brackets of a status response: RFC 9051 section 7.1, RFC 5530, and the extensions.
public sealed interface ResponseCode {

    /// Codes without anything more.
    enum Plain implements ResponseCode {
        ALERT,
        ALREADYEXISTS,
        AUTHENTICATIONFAILED,
        AUTHORIZATIONFAILED,
        CANNOT,
        CLIENTBUG,
        CLOSED,
        /// RFC 4978.
        COMPRESSIONACTIVE,
        CONTACTADMIN,
        CORRUPTION,
        EXPIRED,
        EXPUNGEISSUED,
        HASCHILDREN,
        INUSE,
        LIMIT,
        NONEXISTENT,
        NOPERM,
        /// RFC 7162.
        NOMODSEQ,
        /// RFC 5465.
        NOTIFICATIONOVERFLOW,
        /// RFC 5182.
        NOTSAVED,
        OVERQUOTA,
        PARSE,
        PRIVACYREQUIRED,
        READ_ONLY,
        READ_WRITE,
        SERVERBUG,
        TOOBIG,
        TRYCREATE,
        UIDNOTSTICKY,
        /// RFC 9586.
        UIDREQUIRED,
        UNAVAILABLE,
        UNKNOWN_CTE,
        /// RFC 6154.
        USEATTR
    }

    record UidNext(long uid) implements ResponseCode {}

    record UidValidity(long value) implements ResponseCode {}

    record Unseen(long sequence) implements ResponseCode {}

    record HighestModSeq(long value) implements ResponseCode {}

    /// @param anyKeyword whether new keywords can be made: `\*`
    record PermanentFlags(List<String> flags, boolean anyKeyword) implements ResponseCode {
        public PermanentFlags {
            flags = List.copyOf(flags);
        }
    }

    /// RFC 4315 section 3.
    record AppendUid(long uidValidity, NumberSet uids) implements ResponseCode {}

    /// RFC 4315 section 3.
    record CopyUid(long uidValidity, NumberSet from, NumberSet to) implements ResponseCode {}

    record BadCharset(List<String> known) implements ResponseCode {
        public BadCharset {
            known = List.copyOf(known);
        }
    }

    record Capability(List<String> capabilities) implements ResponseCode {
        public Capability {
            capabilities = List.copyOf(capabilities);
        }
    }

    /// RFC 7162 section 3.1.3: what a conditional STORE left alone.
    record Modified(NumberSet messages) implements ResponseCode {}

    /// RFC 8474 section 4.1.
    record MailboxId(String id) implements ResponseCode {}

    /// RFC 4469 section 4.
    record BadUrl(String url) implements ResponseCode {}

    /// RFC 5267 section 4.3.1.
    record NoUpdate(String tag) implements ResponseCode {}

    /// RFC 5465 section 5: the events that are known.
    record BadEvent(List<String> known) implements ResponseCode {
        public BadEvent {
            known = List.copyOf(known);
        }
    }

    /// As it stands within the brackets.
    default String text() {
        return switch (this) {
            case Plain plain -> plain.name().replace('_', '-');
            case UidNext(long uid) -> "UIDNEXT " + uid;
            case UidValidity(long value) -> "UIDVALIDITY " + value;
            case Unseen(long sequence) -> "UNSEEN " + sequence;
            case HighestModSeq(long value) -> "HIGHESTMODSEQ " + value;
            case PermanentFlags(List<String> flags, boolean anyKeyword) ->
                "PERMANENTFLAGS ("
                        + String.join(" ", flags)
                        + (anyKeyword ? (flags.isEmpty() ? "\\*" : " \\*") : "")
                        + ")";
            case AppendUid(long uidValidity, NumberSet uids) -> "APPENDUID " + uidValidity + " " + uids;
            case CopyUid(long uidValidity, NumberSet from, NumberSet to) ->
                "COPYUID " + uidValidity + " " + from + " " + to;
            case BadCharset(List<String> known) -> "BADCHARSET (" + String.join(" ", known) + ")";
            case Capability(List<String> capabilities) -> "CAPABILITY " + String.join(" ", capabilities);
            case Modified(NumberSet messages) -> "MODIFIED " + messages;
            case MailboxId(String id) -> "MAILBOXID (" + id + ")";
            case BadUrl(String url) -> "BADURL " + printable(url);
            case NoUpdate(String tag) ->
                "NOUPDATE \"" + tag.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
            case BadEvent(List<String> known) -> "BADEVENT (" + String.join(" ", known) + ")";
        };
    }

    private static String printable(String url) {
        return url.codePoints()
                .map(c -> c < ' ' || c > '~' || c == ']' || c == '\\' ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
