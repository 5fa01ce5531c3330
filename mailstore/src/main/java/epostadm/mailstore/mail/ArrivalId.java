package epostadm.mailstore.mail;

import java.util.Optional;
import java.util.regex.Pattern;

/// The queue id of a message: `B` and ten digits, which also stands in the message's top Received header.
public record ArrivalId(String text) {

    private static final Pattern FORM = Pattern.compile("B\\d{10}");

    public ArrivalId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a queue id: " + text);
        }
    }

    public static Optional<ArrivalId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ArrivalId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
