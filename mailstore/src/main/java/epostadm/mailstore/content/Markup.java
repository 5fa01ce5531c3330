package epostadm.mailstore.content;

import java.util.Locale;
import java.util.Map;

/// Takes the text out of HTML as far as a preview wants it: no tags, no styles and scripts, characters for their
/// names.
final class Markup {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("ensp", " "),
            Map.entry("emsp", " "),
            Map.entry("thinsp", " "),
            Map.entry("zwnj", ""),
            Map.entry("zwj", ""),
            Map.entry("shy", ""),
            Map.entry("copy", "©"),
            Map.entry("reg", "®"),
            Map.entry("trade", "™"),
            Map.entry("yen", "¥"),
            Map.entry("hellip", "…"),
            Map.entry("mdash", "—"),
            Map.entry("ndash", "–"),
            Map.entry("laquo", "«"),
            Map.entry("raquo", "»"),
            Map.entry("lsquo", "‘"),
            Map.entry("rsquo", "’"),
            Map.entry("ldquo", "“"),
            Map.entry("rdquo", "”"),
            Map.entry("middot", "·"),
            Map.entry("bull", "•"));

    private final String html;
    private final StringBuilder text = new StringBuilder();
    private int at;

    private Markup(String html) {
        this.html = html;
    }

    static String text(String html) {
        Markup markup = new Markup(html);
        markup.read();
        return markup.text.toString();
    }

    private void read() {
        while (at < html.length()) {
            char c = html.charAt(at);
            if (c == '<' && at + 1 < html.length() && tagBegins(html.charAt(at + 1))) {
                tag();
            } else if (c == '&') {
                reference();
            } else {
                text.append(c);
                at++;
            }
        }
    }

    private static boolean tagBegins(char c) {
        return Character.isLetter(c) || c == '/' || c == '!' || c == '?';
    }

    private void tag() {
        if (html.startsWith("<!--", at)) {
            int end = html.indexOf("-->", at + 4);
            at = end < 0 ? html.length() : end + 3;
            return;
        }
        String name = name(at + 1);
        at = tagEnd(at + 1);
        switch (name) {
            case "style", "script", "head", "title" -> at = behind("</" + name);
            case "b", "/b", "i", "/i", "u", "/u", "a", "/a", "em", "/em", "span", "/span", "font", "/font" -> {
                // No space is where they are.
            }
            default -> text.append(' ');
        }
    }

    private String name(int from) {
        int end = from < html.length() && html.charAt(from) == '/' ? from + 1 : from;
        while (end < html.length() && Character.isLetterOrDigit(html.charAt(end))) {
            end++;
        }
        return html.substring(from, end).toLowerCase(Locale.ROOT);
    }

    /// Behind the bracket that closes the tag; one in an attribute's quotes does not.
    private int tagEnd(int from) {
        char quote = 0;
        for (int i = from; i < html.length(); i++) {
            char c = html.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '>') {
                return i + 1;
            } else if ((c == '"' || c == '\'') && html.charAt(i - 1) == '=') {
                quote = c;
            }
        }
        return html.length();
    }

    /// Behind the end tag that begins so, in any case.
    private int behind(String endTag) {
        for (int i = at; i + endTag.length() <= html.length(); i++) {
            if (html.regionMatches(true, i, endTag, 0, endTag.length())) {
                return tagEnd(i + 1);
            }
        }
        return html.length();
    }

    private void reference() {
        int semicolon = html.indexOf(';', at);
        if (semicolon > at + 1 && semicolon - at <= 12) {
            String name = html.substring(at + 1, semicolon);
            String character = name.startsWith("#") ? numbered(name.substring(1)) : NAMES.get(name);
            if (character != null) {
                text.append(character);
                at = semicolon + 1;
                return;
            }
        }
        text.append('&');
        at++;
    }

    /// Null where it is no number of a character.
    private static String numbered(String number) {
        try {
            boolean hexadecimal = number.startsWith("x") || number.startsWith("X");
            int c = hexadecimal ? Integer.parseInt(number.substring(1), 16) : Integer.parseInt(number);
            return Character.isValidCodePoint(c) ? Character.toString(c) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
