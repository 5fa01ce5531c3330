package epostadm.mailstore.text;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What stands between `&` and `;` in HTML, as a reader sees it: numbers, and the names that mail has.
final class CharacterReferences {

    /// `&#x10FFFF;` and the longest name are not longer.
    static final int LONGEST = 10;

    /// U+00A0 to U+00FF, in order.
    private static final String LATIN = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg"
            + " macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest"
            + " Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH"
            + " Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave"
            + " aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde"
            + " ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

    private static final Map<String, String> NAMES = names();

    private CharacterReferences() {}

    private static Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        int c = 0xA0;
        for (String name : LATIN.split(" ")) {
            names.put(name, Character.toString(c++));
        }
        names.putAll(Map.of(
                "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "ensp", " ", "emsp", " "));
        names.putAll(Map.of("thinsp", " ", "zwnj", "", "zwj", "", "shy", "", "trade", "™", "hellip", "…"));
        names.putAll(Map.of("mdash", "—", "ndash", "–", "lsquo", "‘", "rsquo", "’", "ldquo", "“", "rdquo", "”"));
        names.putAll(Map.of("bull", "•", "euro", "€", "larr", "←", "rarr", "→", "hearts", "♥", "sbquo", "‚"));
        return names;
    }

    /// @param name without `&` and `;`
    static Optional<String> of(String name) {
        return name.startsWith("#") ? numbered(name.substring(1)) : Optional.ofNullable(NAMES.get(name));
    }

    private static Optional<String> numbered(String number) {
        try {
            boolean hexadecimal = number.startsWith("x") || number.startsWith("X");
            int c = hexadecimal ? Integer.parseInt(number.substring(1), 16) : Integer.parseInt(number);
            return Character.isValidCodePoint(c) ? Optional.of(Character.toString(c)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
