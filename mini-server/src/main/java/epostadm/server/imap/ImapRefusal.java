package epostadm.server.imap;

import epostadm.server.imap.ResponseCode.Plain;
import java.util.List;
import java.util.Optional;

/// All that we refuse though it was well said: the table of NO answers with their response codes, and of the few
/// that are BAD.
///
/// A wrong password and an unknown user are one refusal on purpose.
///
/// @param bad BAD instead of NO
public record ImapRefusal(boolean bad, Optional<ResponseCode> code, String text) {

    public static final ImapRefusal WRONG_LOGIN = no(Plain.AUTHENTICATIONFAILED, "wrong name or password");
    public static final ImapRefusal NO_LONGER_VALID = no(Plain.EXPIRED, "the account is no longer in use");
    public static final ImapRefusal IMAP_OFF = no(Plain.AUTHORIZATIONFAILED, "IMAP is off for this account");
    public static final ImapRefusal TOO_MANY_FAILURES = no(Plain.UNAVAILABLE, "too many failed logins, try later");
    public static final ImapRefusal RESTING = no(Plain.UNAVAILABLE, "the domain is being worked on, try later");
    public static final ImapRefusal FAULT = no(Plain.SERVERBUG, "something went wrong here, try later");
    public static final ImapRefusal UNAVAILABLE = no(Plain.UNAVAILABLE, "cannot be reached at the moment, try later");
    public static final ImapRefusal NEEDS_TLS = no(Plain.PRIVACYREQUIRED, "needs TLS");
    public static final ImapRefusal UNKNOWN_MECHANISM = no("unknown mechanism");
    public static final ImapRefusal MALFORMED_RESPONSE = bad("the response does not follow the mechanism");
    public static final ImapRefusal CANCELLED = bad("cancelled");
    public static final ImapRefusal BAD_CHARSET =
            no(new ResponseCode.BadCharset(SearchCharset.KNOWN), "the charset is not known");

    /// What was saved before is forgotten: RFC 5182 section 2.1.
    public static final ImapRefusal BAD_CHARSET_SAVING = no(
            new ResponseCode.BadCharset(SearchCharset.KNOWN), "the charset is not known; what was saved is forgotten");

    public static final ImapRefusal NO_SUCH_MAILBOX = no(Plain.NONEXISTENT, "no such mailbox");
    public static final ImapRefusal TRY_CREATE = no(Plain.TRYCREATE, "no such mailbox");
    public static final ImapRefusal EXISTS = no(Plain.ALREADYEXISTS, "there is a mailbox of that name");
    public static final ImapRefusal BAD_NAME = no(Plain.CANNOT, "not a name that a mailbox can have");
    public static final ImapRefusal HAS_CHILDREN = no(Plain.HASCHILDREN, "the mailbox has others inside");
    public static final ImapRefusal CANNOT = no(Plain.CANNOT, "cannot be done here");
    public static final ImapRefusal READ_ONLY = no("the mailbox is open for reading only");
    public static final ImapRefusal TOO_BIG = no(Plain.TOOBIG, "the message is too big");
    public static final ImapRefusal BEGINS_AS_ENCODED =
            no(Plain.CANNOT, "a message that begins with octet 255 would be taken for an encoded one");
    public static final ImapRefusal OVER_QUOTA = no(Plain.OVERQUOTA, "over quota");
    public static final ImapRefusal FULL = no(Plain.OVERQUOTA, "there is no room left on the server's disk");
    public static final ImapRefusal LIMIT = no(Plain.LIMIT, "more than this server does at a time");
    public static final ImapRefusal EXPUNGED = no(Plain.EXPUNGEISSUED, "some of the messages are gone");
    public static final ImapRefusal UNKNOWN_ENCODING = no(Plain.UNKNOWN_CTE, "the part's encoding is not known");
    public static final ImapRefusal USE_TAKEN = no(Plain.USEATTR, "the special use cannot be given");
    public static final ImapRefusal NOT_PERMITTED = no(Plain.NOPERM, "not permitted");
    public static final ImapRefusal COMPRESSED_ALREADY = no(Plain.COMPRESSIONACTIVE, "compressed already");
    public static final ImapRefusal BAD_EVENT = no(
            new ResponseCode.BadEvent(
                    List.of("MessageNew", "MessageExpunge", "FlagChange", "MailboxName", "SubscriptionChange")),
            "the event is not known");

    public static final ImapRefusal UID_REQUIRED = bad(Plain.UIDREQUIRED, "UIDs only, as enabled");
    public static final ImapRefusal WRONG_STATE = bad("not now");
    public static final ImapRefusal NO_SUCH_MESSAGE = bad("no such message");

    public static ImapRefusal no(ResponseCode code, String text) {
        return new ImapRefusal(false, Optional.of(code), text);
    }

    public static ImapRefusal no(String text) {
        return new ImapRefusal(false, Optional.empty(), text);
    }

    public static ImapRefusal bad(ResponseCode code, String text) {
        return new ImapRefusal(true, Optional.of(code), text);
    }

    public static ImapRefusal bad(String text) {
        return new ImapRefusal(true, Optional.empty(), text);
    }

    /// RFC 4469 section 4.
    public static ImapRefusal badUrl(String url) {
        return no(new ResponseCode.BadUrl(url), "the URL leads to nothing");
    }

    public StatusResponse response(String tag) {
        return new StatusResponse(tag, bad ? StatusResponse.Condition.BAD : StatusResponse.Condition.NO, code, text);
    }
}
