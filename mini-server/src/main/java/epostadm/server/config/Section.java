package epostadm.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// A table of the file, asked key by key. What was never asked for is unknown: [#end()] says so.
final class Section {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*([KMGkmg]?)(?:i?[Bb])?");

    /// Sockets count milliseconds in 31 bits.
    private static final Duration LONGEST = Duration.ofDays(20);

    private static final long LARGEST = 1L << 40;

    private static final Pattern ADDRESS =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([0-9.]+|[0-9A-Fa-f:]+))(?::(\\d{1,5}))?");

    private final Optional<TomlTable> table;
    private final String name;
    private final int line;
    private final List<ConfigProblem> problems;
    private final TreeSet<String> asked = new TreeSet<>();

    /// @param name what stands in front of the keys in messages
    /// @param line where the table begins
    Section(Optional<TomlTable> table, String name, int line, List<ConfigProblem> problems) {
        this.table = table;
        this.name = name;
        this.line = line;
        this.problems = problems;
    }

    Section section(String key) {
        Optional<Object> value = value(key);
        if (value.isPresent() && !(value.get() instanceof TomlTable)) {
            wrong(key, value.get(), "[" + name + key + "]");
        }
        return new Section(
                value.filter(TomlTable.class::isInstance).map(TomlTable.class::cast),
                name + key + ".",
                line(key),
                problems);
    }

    /// The tables of `[[key]]`.
    List<Section> sections(String key) {
        Optional<Object> value = value(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof TomlArray array) || !allOf(array, TomlTable.class)) {
            wrong(key, value.get(), "[[" + name + key + "]]");
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            TomlTable each = array.getTable(i);
            sections.add(new Section(
                    Optional.of(each),
                    name + key + ".",
                    array.inputPositionOf(i).line(),
                    problems));
        }
        return sections;
    }

    Optional<String> text(String key) {
        Optional<Object> value = value(key);
        if (value.isPresent() && !(value.get() instanceof String text && !text.isBlank())) {
            wrong(key, value.get(), "\"...\"");
            return Optional.empty();
        }
        return value.map(String.class::cast);
    }

    String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    /// A text that must be there; empty, and a problem, where it is not.
    Optional<String> needed(String key) {
        Optional<String> text = text(key);
        if (text.isEmpty() && value(key).isEmpty()) {
            problems.add(new ConfigProblem.MissingKey(line, name + key));
        }
        return text;
    }

    List<String> texts(String key) {
        Optional<Object> value = value(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof TomlArray array) || !allOf(array, String.class)) {
            wrong(key, value.get(), "[\"...\", \"...\"]");
            return List.of();
        }
        return array.toList().stream().map(String.class::cast).toList();
    }

    private static boolean allOf(TomlArray array, Class<?> kind) {
        return array.toList().stream().allMatch(kind::isInstance);
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    /// IP addresses, each with a port behind `:` where it is not the usual one; IPv6 in brackets then.
    List<InetSocketAddress> addresses(String key, int usualPort) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String text : texts(key)) {
            Matcher matcher = ADDRESS.matcher(text.strip());
            try {
                if (!matcher.matches()) {
                    throw new IllegalArgumentException(text);
                }
                String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
                int port = matcher.group(3) == null ? usualPort : Integer.parseInt(matcher.group(3));
                addresses.add(new InetSocketAddress(InetAddress.ofLiteral(host), port));
            } catch (IllegalArgumentException e) {
                wrong(key, text, "\"192.0.2.1\", \"192.0.2.1:5353\", \"[2001:db8::1]:5353\"");
            }
        }
        return addresses;
    }

    boolean flag(String key, boolean otherwise) {
        Optional<Object> value = value(key);
        if (value.isPresent() && value.get() instanceof Boolean flag) {
            return flag;
        }
        value.ifPresent(found -> wrong(key, found, "true, false"));
        return otherwise;
    }

    int number(String key, int least, int most, int otherwise) {
        Optional<Object> value = value(key);
        if (value.isPresent() && value.get() instanceof Long number && number >= least && number <= most) {
            return Math.toIntExact(number);
        }
        value.ifPresent(found -> wrong(key, found, least + " ... " + most));
        return otherwise;
    }

    /// A number with a unit: `500ms`, `30s`, `10m`, `8h`, `2d`.
    Duration duration(String key, Duration otherwise) {
        Optional<Object> value = value(key);
        if (value.isPresent() && value.get() instanceof String text) {
            Matcher matcher = DURATION.matcher(text.strip());
            if (matcher.matches()) {
                long count = Long.parseLong(matcher.group(1));
                Duration duration = switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                };
                if (duration.isPositive() && duration.compareTo(LONGEST) <= 0) {
                    return duration;
                }
            }
        }
        value.ifPresent(found -> wrong(key, found, "\"30s\", \"10m\", \"8h\" ... \"20d\""));
        return otherwise;
    }

    /// Octets: a number, or one with a unit of 1024: `"50MB"`, `"512K"`.
    long size(String key, long least, long otherwise) {
        Optional<Object> value = value(key);
        if (value.isPresent()) {
            Matcher matcher = SIZE.matcher(value.get().toString().strip());
            if (matcher.matches()) {
                int shift = switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
                    case "K" -> 10;
                    case "M" -> 20;
                    case "G" -> 30;
                    default -> 0;
                };
                long count = Long.parseLong(matcher.group(1));
                if (count >= least && count <= LARGEST >> shift) {
                    return count << shift;
                }
            }
            wrong(key, value.get(), "50000000, \"50MB\" ... \"1024G\"");
        }
        return otherwise;
    }

    <E extends Enum<E>> Optional<E> word(String key, Class<E> words) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<E> found = find(text.get(), words);
        if (found.isEmpty()) {
            wrong(key, text.get(), all(words));
        }
        return found;
    }

    /// Several words, or nothing where the key is left out.
    <E extends Enum<E>> Optional<Set<E>> words(String key, Class<E> words) {
        if (value(key).isEmpty()) {
            return Optional.empty();
        }
        Set<E> found = EnumSet.noneOf(words);
        for (String text : texts(key)) {
            Optional<E> word = find(text, words);
            if (word.isEmpty()) {
                wrong(key, text, all(words));
            }
            word.ifPresent(found::add);
        }
        return Optional.of(found);
    }

    private static <E extends Enum<E>> Optional<E> find(String text, Class<E> words) {
        return Arrays.stream(words.getEnumConstants())
                .filter(word -> typed(word).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static <E extends Enum<E>> String all(Class<E> words) {
        return Arrays.stream(words.getEnumConstants()).map(Section::typed).collect(Collectors.joining(", "));
    }

    private static String typed(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void wrong(String key, Object found, String expected) {
        String shown = found instanceof TomlTable || found instanceof TomlArray ? "[...]" : found.toString();
        problems.add(new ConfigProblem.WrongValue(line(key), name + key, shown, expected));
    }

    /// Whatever nobody asked for is a problem.
    void end() {
        for (String key : table.map(TomlTable::keySet).orElseGet(TreeSet::new)) {
            if (!asked.contains(key)) {
                problems.add(new ConfigProblem.UnknownKey(line(key), name + key, List.copyOf(asked)));
            }
        }
    }

    private Optional<Object> value(String key) {
        asked.add(key);
        return table.map(values -> values.get(List.of(key)));
    }

    private int line(String key) {
        return table.map(values -> values.inputPositionOf(List.of(key)))
                .map(TomlPosition::line)
                .orElse(line);
    }
}
