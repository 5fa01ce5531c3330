package epostadm.mailstore.spool;

import java.util.Optional;

/// One recipient of a queued message: the forward-path, and what DELIVERYSTATUS says about it (RFC 3461 section 4):
/// NOTIFY as it was given, ORCPT still in xtext.
public record Recipient(String address, Optional<String> notifyOn, Optional<String> originalRecipient) {

    public Recipient {
        EnvelopeLine.requirePath(address);
        if (address.isEmpty()) {
            throw new IllegalArgumentException("a recipient without address");
        }
        notifyOn.ifPresent(EnvelopeLine::requireValue);
        originalRecipient.ifPresent(EnvelopeLine::requireValue);
    }

    public static Recipient of(String address) {
        return new Recipient(address, Optional.empty(), Optional.empty());
    }
}
