package epostadm.mailstore.account;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A password in its stored form `{SCHEME}value` (RFC 2307 section 5.3).
///
/// Scheme and value are kept as they were written, also those of a scheme that nobody here knows: such a password
/// matches nothing. Never shows its value in [#toString()].
public record Password(String scheme, String value) {

    private static final Pattern STORED = Pattern.compile("\\{([A-Za-z0-9._-]+)}(.*)", Pattern.DOTALL);

    /// What makes a text unfit to be somebody's password.
    public enum Flaw {
        EMPTY,
        CONTROL_CHARACTER,
        /// A character that SASLprep forbids: clients could not log in with it (RFC 4013 section 2.3).
        PROHIBITED_CHARACTER
    }

    public Password {
        if (!looksStored("{" + scheme + "}") || value.isEmpty() || !CellText.fits(value)) {
            throw new IllegalArgumentException("not a stored password of scheme {" + CellText.excerpt(scheme) + "}");
        }
    }

    /// The password stored as `{SCHEME}value`, or nothing where the text has not that form.
    public static Optional<Password> parse(String stored) {
        Matcher matcher = STORED.matcher(stored);
        return matcher.matches() && !matcher.group(2).isEmpty() && CellText.fits(stored)
                ? Optional.of(new Password(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    /// Why `clear` can be nobody's password, if so.
    public static Optional<Flaw> flaw(String clear) {
        if (clear.isEmpty()) {
            return Optional.of(Flaw.EMPTY);
        }
        if (clear.chars().anyMatch(Character::isISOControl)) {
            return Optional.of(Flaw.CONTROL_CHARACTER);
        }
        return SaslPrep.prepare(clear).filter(prepared -> !prepared.isEmpty()).isPresent()
                ? Optional.empty()
                : Optional.of(Flaw.PROHIBITED_CHARACTER);
    }

    /// Whether the text begins as stored passwords do, with a scheme in braces.
    static boolean looksStored(String text) {
        return STORED.matcher(text).matches();
    }

    public Optional<PasswordScheme> knownScheme() {
        return PasswordScheme.of(scheme);
    }

    /// The stored form, for the index only.
    public String stored() {
        return "{" + scheme + "}" + value;
    }

    /// The password itself, where its scheme still has it; CRAM-MD5 and APOP need it.
    public Optional<String> clear() {
        return knownScheme().filter(known -> known == PasswordScheme.PLAIN).map(_ -> value);
    }

    /// Whether `clear` is this password; takes as long for a near miss as for any other.
    public boolean matches(String clear) {
        return !clear.isEmpty()
                && knownScheme().map(known -> known.matches(value, clear)).orElse(false);
    }

    @Override
    public String toString() {
        return "{" + scheme + "}*****";
    }
}
