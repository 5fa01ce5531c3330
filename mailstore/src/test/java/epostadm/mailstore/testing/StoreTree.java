package epostadm.mailstore.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// All that lies in a store at one time, by relative name with `/`: a directory, or a file's bytes (one char each),
/// with the time of change where it is a message. Two trees are equal where the stores are; what is ours in
/// `.epostadm` does not count.
public record StoreTree(NavigableMap<String, String> entries) {

    private static final int SHOWN = 200;

    public StoreTree {
        entries = Collections.unmodifiableNavigableMap(new TreeMap<>(entries));
    }

    public static StoreTree of(Path work) throws IOException {
        NavigableMap<String, String> entries = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(work)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String name = name(work, path);
                if (!name.isEmpty() && !name.equals(".epostadm") && !name.startsWith(".epostadm/")) {
                    entries.put(name, content(path));
                }
            }
        }
        return new StoreTree(entries);
    }

    /// The same without the entries, and what is below them, whose names are left out.
    public StoreTree without(Predicate<String> leftOut) {
        NavigableMap<String, String> rest = new TreeMap<>(entries);
        rest.keySet().removeIf(leftOut);
        return new StoreTree(rest);
    }

    /// What lies below a directory, by the names that it has from there.
    public StoreTree below(String directory) {
        NavigableMap<String, String> below = new TreeMap<>();
        entries.forEach((name, content) -> {
            if (name.startsWith(directory + "/")) {
                below.put(name.substring(directory.length() + 1), content);
            }
        });
        return new StoreTree(below);
    }

    /// A line for each entry, so that two trees can be compared by eye.
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        entries.forEach((name, content) -> lines.append(name)
                .append(" = ")
                .append(content.length() <= SHOWN ? content : content.substring(0, SHOWN) + "...")
                .append('\n'));
        return lines.toString();
    }

    private static String content(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "-> " + Files.readSymbolicLink(path);
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return "directory";
        }
        String bytes = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        return path.getFileName().toString().endsWith(".MSG") ? Files.getLastModifiedTime(path) + " " + bytes : bytes;
    }

    private static String name(Path work, Path path) {
        StringBuilder name = new StringBuilder();
        for (Path component : work.relativize(path)) {
            name.append(name.isEmpty() ? "" : "/").append(component);
        }
        return name.toString();
    }
}
