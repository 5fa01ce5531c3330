package epostadm.server.policy;

import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the records, each with what is wrong with it as data.
public final class MailPolicies {

    private static final Pattern DISPOSITION = Pattern.compile("(?i)none|quarantine|reject");
    private static final Pattern REPORTS = Pattern.compile("(?i)(?:mailto:[^,\\s]+|https:[^,\\s]+)(?:\\s*,\\s*\\S+)*");

    private MailPolicies() {}

    public sealed interface Reading {
        /// @param tags what the record says
        record Good(TagList tags) implements Reading {}

        /// A DKIM key that was taken back: RFC 6376 section 3.6.1.
        record Revoked() implements Reading {}

        /// Receivers pass over the record.
        ///
        /// @param tag the one that is missing or not understood; empty where it is no list of tags
        record Bad(String tag) implements Reading {}
    }

    /// The record of `_dmarc.DOMAIN`: RFC 7489 section 6.3.
    public static Reading dmarc(String text) {
        Optional<TagList> list = TagList.parse(text);
        if (list.isEmpty()) {
            return new Reading.Bad("");
        }
        TagList tags = list.get();
        if (!tags.isVersion("DMARC1")) {
            return new Reading.Bad("v");
        }
        if (!fits(tags, "p", DISPOSITION, false)) {
            return new Reading.Bad("p");
        }
        return fits(tags, "sp", DISPOSITION, true) ? new Reading.Good(tags) : new Reading.Bad("sp");
    }

    /// The record of `SELECTOR._domainkey.DOMAIN`: RFC 6376 section 3.6.1.
    public static Reading dkim(String text) {
        Optional<TagList> list = TagList.parse(text);
        if (list.isEmpty()) {
            return new Reading.Bad("");
        }
        TagList tags = list.get();
        if (tags.value("v").isPresent() && !tags.isVersion("DKIM1")) {
            return new Reading.Bad("v");
        }
        Optional<String> key = tags.value("p").map(value -> value.replaceAll("\\s", ""));
        if (key.isPresent() && key.get().isEmpty()) {
            return new Reading.Revoked();
        }
        boolean base64 =
                key.filter(value -> value.matches("[A-Za-z0-9+/]+={0,2}")).isPresent();
        return base64 ? new Reading.Good(tags) : new Reading.Bad("p");
    }

    /// The record of `_mta-sts.DOMAIN`: RFC 8461 section 3.1.
    public static Reading mtaSts(String text) {
        return versioned(text, "STSv1", "id", Pattern.compile("[A-Za-z0-9]{1,32}"));
    }

    /// The record of `_smtp._tls.DOMAIN`: RFC 8460 section 3.
    public static Reading tlsReports(String text) {
        return versioned(text, "TLSRPTv1", "rua", REPORTS);
    }

    private static Reading versioned(String text, String version, String tag, Pattern value) {
        Optional<TagList> list = TagList.parse(text);
        if (list.isEmpty()) {
            return new Reading.Bad("");
        }
        if (!list.get().isVersion(version)) {
            return new Reading.Bad("v");
        }
        return fits(list.get(), tag, value, false) ? new Reading.Good(list.get()) : new Reading.Bad(tag);
    }

    private static boolean fits(TagList tags, String name, Pattern value, boolean mayMiss) {
        return tags.value(name).map(found -> value.matcher(found).matches()).orElse(mayMiss);
    }
}
