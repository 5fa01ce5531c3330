package epostadm.server.imap.transcript;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `$names` stand for: given, or caught where a pattern names them first.
final class Variables {

    private static final Pattern NAME = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*|\\$|)");

    private Map<String, String> texts = new HashMap<>();

    void put(String name, String text) {
        texts.put(name, text);
    }

    Map<String, String> save() {
        return new HashMap<>(texts);
    }

    void restore(Map<String, String> saved) {
        texts = new HashMap<>(saved);
    }

    /// A text with all names replaced; `$$` is a dollar.
    String fill(String text) {
        return NAME.matcher(text).replaceAll(name -> Matcher.quoteReplacement(known(name)));
    }

    private String known(MatchResult name) {
        if (name.group(1).equals("$")) {
            return "$";
        }
        String text = texts.get(name.group(1));
        if (text == null) {
            throw new IllegalArgumentException("nothing is known of " + name.group());
        }
        return text;
    }

    /// Whether a text is the pattern's; names not yet known are caught, a lone `$` is anything.
    boolean matches(String pattern, String text, boolean exactCase) {
        if (pattern.indexOf('$') < 0) {
            return exactCase ? pattern.equals(text) : pattern.equalsIgnoreCase(text);
        }
        StringBuilder expression = new StringBuilder(exactCase ? "(?s)" : "(?si)");
        Map<String, Integer> caught = new HashMap<>();
        Matcher name = NAME.matcher(pattern);
        int end = 0;
        while (name.find()) {
            expression.append(Pattern.quote(pattern.substring(end, name.start())));
            end = name.end();
            if (name.group(1).isEmpty()) {
                expression.append(".*");
            } else if (name.group(1).equals("$") || texts.containsKey(name.group(1))) {
                expression.append(Pattern.quote(known(name.toMatchResult())));
            } else if (caught.containsKey(name.group(1))) {
                expression.append('\\').append(caught.get(name.group(1)));
            } else {
                caught.put(name.group(1), caught.size() + 1);
                expression.append("(.+)");
            }
        }
        Matcher matcher = Pattern.compile(
                        expression.append(Pattern.quote(pattern.substring(end))).toString())
                .matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        caught.forEach((each, group) -> texts.put(each, matcher.group(group)));
        return true;
    }
}
