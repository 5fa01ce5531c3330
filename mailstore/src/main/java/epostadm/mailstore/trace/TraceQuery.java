package epostadm.mailstore.trace;

import epostadm.mailstore.mail.ArrivalId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// By what mail is looked for.
public sealed interface TraceQuery {

    /// A queue id and all its branches.
    record Id(ArrivalId id) implements TraceQuery {}

    /// Who sent or got it; `@domain` means everybody there.
    record Address(String address) implements TraceQuery {}

    /// What its own header says, in angle brackets.
    record MessageId(String text) implements TraceQuery {}

    /// `B0000319576`, with branches, `@host` or brackets or without; `<text>`; or an address.
    static Optional<TraceQuery> parse(String typed) {
        Matcher id = Forms.ID.matcher(typed);
        if (id.matches()) {
            return Optional.of(new Id(new ArrivalId(id.group(1).toUpperCase(Locale.ROOT))));
        }
        if (Forms.MESSAGE_ID.matcher(typed).matches()) {
            return Optional.of(new MessageId(typed));
        }
        return Forms.ADDRESS.matcher(typed).matches() ? Optional.of(new Address(typed)) : Optional.empty();
    }

    /// What the queries look like.
    final class Forms {
        private static final Pattern ID = Pattern.compile(
                "<?(B\\d{10})(?:-[A-Z0-9-]+)?(?:\\.MSG|\\.RCP|@[^\\s<>]*)?>?", Pattern.CASE_INSENSITIVE);
        private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{3,}>");
        private static final Pattern ADDRESS = Pattern.compile("[^\\s<>@]*@[^\\s<>@]+");

        private Forms() {}
    }
}
