package epostadm.server.imap.session;

import java.util.Optional;

/// How a command ends: what its tagged line says, and what may be told before it. RFC 9051 sections 7.1 and 7.5.1.
///
/// @param line behind the tag; none where it has been said
/// @param tellsChanges whether changes of the selected folder are told before
/// @param expunges whether these may be expunges: never in answer to FETCH, STORE and SEARCH by sequence number
record Completion(Optional<String> line, boolean tellsChanges, boolean expunges) {

    static final Completion SAID = new Completion(Optional.empty(), false, false);

    static Completion ok(String text) {
        return new Completion(Optional.of("OK " + text), true, true);
    }

    static Completion ok(String text, boolean expunges) {
        return new Completion(Optional.of("OK " + text), true, expunges);
    }

    static Completion no(String text, boolean expunges) {
        return new Completion(Optional.of("NO " + text), true, expunges);
    }

    /// For SELECT, which has just told all.
    static Completion quiet(String text) {
        return new Completion(Optional.of("OK " + text), false, false);
    }
}
