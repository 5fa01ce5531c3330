package epostadm.mailstore.conversion;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The names of files that mean something in a mailbox root, or in the work folder for the whole server, as the BSD
/// edition spells them; and which of them are texts. docs/store-format.md, "Mailbox root".
enum ControlNames {
    MAILBOX(
            Set.of(
                    "apop.dat",
                    "smtpauth.dat",
                    "size.ctl",
                    "ims.ctl",
                    "autoreply.txt",
                    "autorply.txt",
                    "noreply.txt",
                    "replied.txt",
                    "permitfrom.txt",
                    "send.txt",
                    "tensou.txt",
                    "sender.dat",
                    "effect.dat"),
            Set.of("mail.dat", "usetime.dat", "imap.idx", "$offpop3", "$offimap4", "$sharepop3", "$Shared")),
    SERVER(
            Set.of("effect.dat", "gateway.dat", "passfilter.dat", "ordb.dat", "rejectsmtpip.dat"),
            Set.of("mail.dat", "usetime.dat"));

    /// Texts whose grammar is not public.
    private static final Set<String> NOT_OURS = Set.of("mail.dat", "usetime.dat");

    private final Set<String> texts;
    private final Map<String, String> spelt;

    ControlNames(Set<String> texts, Set<String> others) {
        this.texts = texts;
        this.spelt = Stream.concat(texts.stream(), others.stream())
                .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), name -> name));
    }

    /// How the name is spelt, if it is one of these in whatever case.
    Optional<String> spelt(String name) {
        return Optional.ofNullable(spelt.get(name.toLowerCase(Locale.ROOT)));
    }

    boolean text(String name) {
        return texts.contains(name.toLowerCase(Locale.ROOT));
    }

    static boolean neverRewritten(String name) {
        return NOT_OURS.contains(name.toLowerCase(Locale.ROOT));
    }
}
