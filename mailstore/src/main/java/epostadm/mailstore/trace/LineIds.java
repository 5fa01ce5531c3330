package epostadm.mailstore.trace;

import epostadm.mailstore.mail.ArrivalId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Queue ids in texts of any form.
final class LineIds {

    private static final Pattern ID = Pattern.compile("\\b(B\\d{10})((?:-(?:[A-Z]|\\d{3}))*)(?!\\d)");

    private LineIds() {}

    static Optional<ArrivalId> first(String text) {
        Matcher id = ID.matcher(text);
        return id.find() ? ArrivalId.parse(id.group(1)) : Optional.empty();
    }

    /// The first id with its branches; empty where there is none.
    static String firstText(String text) {
        Matcher id = ID.matcher(text);
        return id.find() ? id.group() : "";
    }
}
