package epostadm.mailstore.account;

import java.util.Optional;

/// The left side of an alias: an address, or `*@domain` or `prefix*@domain`. docs/store-format.md, "Aliases".
public record AliasPattern(String text) {

    /// Whether a `*` stands before the `@`, so that many addresses match.
    public boolean wildcard() {
        return star() >= 0 && text.charAt(star()) == '*';
    }

    /// Whether a `*` stands where it means nothing, so that only an address with a `*` would match.
    public boolean misplacedStar() {
        int first = text.indexOf('*');
        return first >= 0 && !(wildcard() && first == star());
    }

    /// The part of the address that `*` stands for, if the address matches.
    ///
    /// The pattern itself, taken for an address, matches: `*` then stands for `*`.
    Optional<String> matched(String address) {
        if (!wildcard()) {
            return text.equalsIgnoreCase(address) ? Optional.of("*") : Optional.empty();
        }
        int star = star();
        int at = address.lastIndexOf('@');
        boolean matches = at >= star
                && text.regionMatches(true, 0, address, 0, star)
                && text.substring(star + 1).equalsIgnoreCase(address.substring(at));
        return matches ? Optional.of(address.substring(star, at)) : Optional.empty();
    }

    public boolean matches(String address) {
        return matched(address).isPresent();
    }

    /// Whether all addresses that match the other match this one too.
    public boolean covers(AliasPattern other) {
        return matches(other.text);
    }

    private int star() {
        return text.lastIndexOf('@') - 1;
    }
}
