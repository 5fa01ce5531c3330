package epostadm.server.imap.transcript;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `$names` stand for: given, or caught where a pattern names them first.
final class Variables {

    private static final Pattern NAME = Pattern.compile("\\$(?:\\{(\\w+)}|([A-Za-z_]\\w*)|(\\$)|)");

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
        if (name.group(3) != null) {
            return "$";
        }
        String text = texts.get(name(name));
        if (text == null) {
            throw new IllegalArgumentException("nothing is known of " + name.group());
        }
        return text;
    }

    /// Empty for a lone dollar.
    private static String name(MatchResult match) {
        return match.group(1) != null ? match.group(1) : match.group(2) != null ? match.group(2) : "";
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
            String called = name(name);
            if (name.group(3) != null || texts.containsKey(called)) {
                expression.append(Pattern.quote(known(name)));
            } else if (called.isEmpty()) {
                expression.append(".*");
            } else if (caught.containsKey(called)) {
                expression.append('\\').append(caught.get(called));
            } else {
                caught.put(called, caught.size() + 1);
                expression.append("(.*)");
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
