package epostadm.server.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `name=value; name=value` in a TXT record: RFC 6376 section 3.2. Names and values keep their case.
public record TagList(Map<String, String> tags, List<String> names) {

    private static final Pattern TAG = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*", Pattern.DOTALL);

    public TagList {
        tags = Map.copyOf(tags);
        names = List.copyOf(names);
    }

    /// Nothing where a tag is none, or stands twice: the whole record is then of no use.
    public static Optional<TagList> parse(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (String part : text.split(";")) {
            if (part.isBlank()) {
                continue;
            }
            Matcher tag = TAG.matcher(part);
            if (!tag.matches() || tags.putIfAbsent(tag.group(1), tag.group(2)) != null) {
                return Optional.empty();
            }
            names.add(tag.group(1));
        }
        return tags.isEmpty() ? Optional.empty() : Optional.of(new TagList(tags, names));
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(tags.get(name));
    }

    /// Whether the list begins with `v=` and this version.
    public boolean isVersion(String version) {
        return names.getFirst().equals("v") && tags.get("v").equals(version);
    }
}
