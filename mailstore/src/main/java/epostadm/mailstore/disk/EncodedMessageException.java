package epostadm.mailstore.disk;

import java.io.IOException;

/// A message whose first byte is 0xFF: the vendor's server scrambled it, and it has no text that others can read.
///
/// An exception and no value, since it is met where a stream was asked for: callers that want to know beforehand
/// ask [MessageFile#encoded()] or [MessageFile#form()]. docs/store-format.md, "Message bytes".
public final class EncodedMessageException extends IOException {

    private static final long serialVersionUID = 1L;

    EncodedMessageException(String message) {
        super(message);
    }
}
