package epostadm.mailstore.hierarchy;

import java.util.Optional;
import java.util.stream.Stream;

/// RFC 6154 section 2.
public enum SpecialUse {
    ALL("\\All"),
    ARCHIVE("\\Archive"),
    DRAFTS("\\Drafts"),
    FLAGGED("\\Flagged"),
    JUNK("\\Junk"),
    SENT("\\Sent"),
    TRASH("\\Trash");

    private final String attribute;

    SpecialUse(String attribute) {
        this.attribute = attribute;
    }

    public String attribute() {
        return attribute;
    }

    /// The one of that attribute, in any case.
    public static Optional<SpecialUse> of(String attribute) {
        return Stream.of(values())
                .filter(use -> use.attribute.equalsIgnoreCase(attribute))
                .findFirst();
    }
}
