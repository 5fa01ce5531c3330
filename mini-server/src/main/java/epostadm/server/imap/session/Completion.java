package epostadm.server.imap.session;

import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.ResponseCode;
import epostadm.server.imap.StatusResponse;
import epostadm.server.imap.StatusResponse.Condition;
import java.util.Optional;

/// How a command ends: what its tagged line says, and what may be told before it. RFC 9051 sections 7.1 and 7.5.1.
///
/// @param response under no tag yet; none where it has been said
/// @param tellsChanges whether changes of the selected folder are told before
/// @param expunges whether these may be departures: never in answer to FETCH, STORE and SEARCH by sequence number
/// @param asked whether it is also the command itself that has changes told, which NOTIFY does not keep back
record Completion(Optional<StatusResponse> response, boolean tellsChanges, boolean expunges, boolean asked) {

    static final Completion SAID = new Completion(Optional.empty(), false, false, false);

    static Completion ok(String text) {
        return ok(Optional.empty(), text, true);
    }

    static Completion ok(String text, boolean expunges) {
        return ok(Optional.empty(), text, expunges);
    }

    static Completion ok(ResponseCode code, String text) {
        return ok(Optional.of(code), text, true);
    }

    static Completion ok(ResponseCode code, String text, boolean expunges) {
        return ok(Optional.of(code), text, expunges);
    }

    private static Completion ok(Optional<ResponseCode> code, String text, boolean expunges) {
        return new Completion(Optional.of(new StatusResponse("", Condition.OK, code, text)), true, expunges, false);
    }

    static Completion no(ResponseCode code, String text, boolean expunges) {
        return new Completion(
                Optional.of(new StatusResponse("", Condition.NO, Optional.of(code), text)), true, expunges, false);
    }

    static Completion no(ImapRefusal refusal, boolean expunges) {
        return no(refusal.code().orElseThrow(), refusal.text(), expunges);
    }

    /// For SELECT, which has just told all.
    static Completion quiet(ResponseCode code, String text) {
        return new Completion(
                Optional.of(new StatusResponse("", Condition.OK, Optional.of(code), text)), false, false, false);
    }

    /// The same, of a command that has changes told itself.
    Completion withAll() {
        return new Completion(response, tellsChanges, expunges, true);
    }

    Optional<StatusResponse> under(String tag) {
        return response.map(said -> new StatusResponse(tag, said.condition(), said.code(), said.text()));
    }
}
