package epostadm.server.delivery;

import epostadm.mailstore.message.Addresses;
import epostadm.mailstore.message.HeaderSection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Whether a message may be answered by a machine: to a person who wrote to this person, and to nobody else.
/// RFC 3834 section 2.
final class ReplyManners {

    private static final Pattern ROBOTS = Pattern.compile(
            "owner-.*|.*-owner|.*-request|.*-bounces?|bounces?-.*|mailer-daemon|postmaster|listserv|majordomo"
                    + "|no-?reply|do-?not-?reply");
    private static final Set<String> BULK = Set.of("bulk", "list", "junk");
    private static final List<String> OF_LISTS = List.of(
            "List-Id", "List-Post", "List-Help", "List-Subscribe", "List-Unsubscribe", "List-Owner", "List-Archive");

    private ReplyManners() {}

    /// What speaks against answering, if anything.
    ///
    /// @param own whether an address is one of the mailbox's
    static Optional<Silence> silence(String reversePath, HeaderSection header, Predicate<String> own) {
        return sender(reversePath, own).or(() -> header(header, own));
    }

    private static Optional<Silence> sender(String reversePath, Predicate<String> own) {
        if (reversePath.isEmpty()) {
            return Optional.of(Silence.NULL_SENDER);
        }
        int at = reversePath.lastIndexOf('@');
        boolean usable = at > 0
                && at < reversePath.length() - 1
                && reversePath.chars().allMatch(c -> c > ' ' && c < 0x7F && "<>(),;:\\\"".indexOf(c) < 0);
        if (!usable) {
            return Optional.of(Silence.UNUSABLE_ADDRESS);
        }
        if (ROBOTS.matcher(reversePath.substring(0, at).toLowerCase(Locale.ROOT))
                .matches()) {
            return Optional.of(Silence.ROBOT_SENDER);
        }
        return own.test(reversePath) ? Optional.of(Silence.OWN_ADDRESS) : Optional.empty();
    }

    private static Optional<Silence> header(HeaderSection header, Predicate<String> own) {
        if (header.all("Auto-Submitted").stream()
                .anyMatch(value -> !keyword(value).equals("no"))) {
            return Optional.of(Silence.AUTOMATIC);
        }
        boolean bulk = header.all("Precedence").stream().anyMatch(value -> BULK.contains(keyword(value)));
        if (bulk || OF_LISTS.stream().anyMatch(header::has)) {
            return Optional.of(Silence.BULK);
        }
        boolean named = Stream.of("To", "Cc", "Bcc", "Resent-To", "Resent-Cc", "Resent-Bcc")
                .flatMap(name -> header.all(name).stream())
                .flatMap(value -> Addresses.in(value).stream())
                .anyMatch(own);
        return named ? Optional.empty() : Optional.of(Silence.NOT_NAMED);
    }

    /// The word that a value begins with, before comments and parameters. RFC 3834 section 5.
    private static String keyword(String value) {
        return value.split("[;(\\s]", 2)[0].toLowerCase(Locale.ROOT);
    }
}
