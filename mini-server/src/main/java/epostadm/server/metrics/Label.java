package epostadm.server.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A dimension of a counter with all values that it may have: no client can make up another one.
///
/// @param values the last one stands for all that are not named
record Label(String name, List<String> values) {

    static final String OTHER = "other";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    Label {
        if (!NAME.matcher(name).matches() || values.isEmpty()) {
            throw new IllegalArgumentException("not a label: " + name + " " + values);
        }
        values = List.copyOf(values);
    }

    static <E extends Enum<E>> Label of(String name, Class<E> values) {
        return new Label(
                name, Arrays.stream(values.getEnumConstants()).map(Label::value).toList());
    }

    static String value(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /// Those values, and [#OTHER].
    static Label open(String name, List<String> values) {
        return new Label(name, Stream.concat(values.stream(), Stream.of(OTHER)).toList());
    }

    int index(String value) {
        int index = values.indexOf(value);
        return index < 0 ? values.size() - 1 : index;
    }
}
