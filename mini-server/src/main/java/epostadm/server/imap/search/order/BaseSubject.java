package epostadm.server.imap.search.order;

import epostadm.mailstore.text.HeaderText;

/// A subject without what replying and forwarding have added to it. RFC 5256 section 2.1.
///
/// @param text as it is written there, in any case
/// @param reply whether something was taken away that makes the message a reply or forward (RFC 5256, THREAD,
/// REFERENCES)
public record BaseSubject(String text, boolean reply) {

    public static final BaseSubject NONE = new BaseSubject("", false);

    /// @param subject the field's value, one char an octet
    public static BaseSubject of(String subject) {
        return new SubjectCutter(HeaderText.decode(subject)).cut();
    }
}
