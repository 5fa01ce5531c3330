package epostadm.mailstore.store;

import epostadm.mailstore.disk.MessageForm;

/// What must be known of a message file to serve it, and what tells that it is still that file.
///
/// @param modified in milliseconds since 1970
/// @param bytes of the file
/// @param textBytes of the text, dots unstuffed
record MessageFacts(long modified, long bytes, long textBytes, Kind kind) {

    enum Kind {
        /// As POP3 sends it: the file can be copied.
        WIRE,
        /// To be converted on the way.
        TEXT,
        /// Scrambled by the vendor's server.
        ENCODED
    }

    static MessageFacts of(MessageForm form, long modified) {
        Kind kind = form.encoded() ? Kind.ENCODED : wire(form) ? Kind.WIRE : Kind.TEXT;
        return new MessageFacts(modified, form.bytes(), form.textBytes(), kind);
    }

    /// Bare line feeds, an unstuffed dot or a missing end would break the dialogue.
    private static boolean wire(MessageForm form) {
        return form.lineEnds().bareLf() == 0
                && form.leadingDots().single() == 0
                && form.leadingDots().finalLine()
                && !form.openEnd();
    }
}
