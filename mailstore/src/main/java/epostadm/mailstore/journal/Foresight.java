package epostadm.mailstore.journal;

import epostadm.mailstore.disk.FileTree;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.PathResolver;
import epostadm.mailstore.disk.StorePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Goes through steps in thought: whether each could be applied, or taken back, after those before it, so that a
/// change which would be stopped half-way is refused before it begins.
final class Foresight {

    private final ChangeDirectory change;
    private final StorePaths paths;
    private final PathResolver resolver;

    /// By name within the store: where what will bear the name lies now, or nothing for a name that will be free.
    private final NavigableMap<String, Optional<Path>> names;

    Foresight(ChangeDirectory change) throws IOException {
        this.change = change;
        this.paths = change.paths();
        this.resolver = new PathResolver(paths);
        this.names = new TreeMap<>(paths.order());
    }

    /// Whether something will bear the name.
    boolean taken(String path) throws IOException {
        resolver.resolve(path);
        return present(path);
    }

    /// Foresees the step; false where it could not be applied.
    boolean apply(ChangeStep step) throws IOException {
        resolver.resolve(step.path());
        return switch (step) {
            case ChangeStep.MakeDirectory(String staged, String path) -> arrive(change.staged(staged), path);
            case ChangeStep.Install install -> arrive(change.staged(install.staged()), install.path());
            case ChangeStep.Remove(String path) -> rename(path, quarantined(path));
            case ChangeStep.Move(String from, String path) -> {
                resolver.resolve(from);
                yield rename(from, path);
            }
            case ChangeStep.Replace replace -> exchange(staged(replace.staged()), replace.path(), quarantined(replace));
        };
    }

    /// Foresees that the step, which is done, is taken back; false where it could not be, or where what it brought
    /// is not as it was.
    boolean undo(ChangeStep step) throws IOException {
        resolver.resolve(step.path());
        return switch (step) {
            case ChangeStep.MakeDirectory(String staged, String path) -> {
                if (!present(path)) {
                    yield true; // Taken back by an earlier try, or by somebody else.
                }
                boolean vacant = vacant(path);
                yield leave(path, change.staged(staged)) && vacant;
            }
            case ChangeStep.Install install -> {
                boolean unchanged = unchanged(install.path(), install.fingerprint());
                yield leave(install.path(), change.staged(install.staged())) && unchanged;
            }
            case ChangeStep.Remove(String path) -> rename(quarantined(path), path);
            case ChangeStep.Move(String from, String path) -> {
                resolver.resolve(from);
                yield rename(path, from);
            }
            case ChangeStep.Replace replace -> {
                boolean unchanged = unchanged(replace.path(), replace.fingerprint());
                yield exchange(quarantined(replace), replace.path(), staged(replace.staged())) && unchanged;
            }
        };
    }

    /// What is staged comes to `to`; a name in the stage is used once, so that nothing need be known of it later.
    private boolean arrive(Path staged, String to) {
        boolean possible = StorePaths.taken(staged) && !present(to) && parentPresent(to);
        below(to).clear();
        names.put(to, Optional.of(staged));
        return possible;
    }

    /// What is at `from` goes back to the stage.
    private boolean leave(String from, Path staged) {
        boolean possible = present(from) && !StorePaths.taken(staged);
        below(from).clear();
        names.put(from, Optional.empty());
        return possible;
    }

    /// What stands in the way of this one step is not held against those after it.
    private boolean rename(String from, String to) {
        boolean possible = present(from) && !present(to) && parentPresent(to);
        carry(from, to);
        return possible;
    }

    /// What is at `from` comes to `path`, and what was there to `old`, where it may have a second name already.
    private boolean exchange(String from, String path, String old) {
        boolean possible = present(from) && present(path);
        carry(path, old);
        carry(from, path);
        return possible;
    }

    private void carry(String from, String to) {
        Optional<Path> moved = location(from);
        Map<String, Optional<Path>> below = below(from);
        Map<String, Optional<Path>> known = new TreeMap<>(below);
        below.clear();
        below(to).clear();
        known.forEach((name, there) -> names.put(to + name.substring(from.length()), there));
        names.put(from, Optional.empty());
        names.put(to, moved);
    }

    private Map<String, Optional<Path>> below(String name) {
        return names.subMap(name + "/", name + (char) ('/' + 1));
    }

    private boolean present(String name) {
        return location(name).filter(StorePaths::taken).isPresent();
    }

    /// The parents of names of ours are made as they are needed.
    private boolean parentPresent(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 || name.startsWith(StorePaths.OURS + "/") || present(name.substring(0, slash));
    }

    private Optional<Path> location(String name) {
        for (int end = name.length(); end > 0; end = name.lastIndexOf('/', end - 1)) {
            Optional<Path> known = names.get(name.substring(0, end));
            if (known != null) {
                String rest = name.substring(Math.min(name.length(), end + 1));
                return known.map(there -> there.resolve(rest));
            }
        }
        return Optional.of(paths.work().resolve(name));
    }

    /// Whether a directory will be empty.
    private boolean vacant(String path) throws IOException {
        Optional<Path> there = location(path);
        if (there.isEmpty() || !Files.isDirectory(there.get(), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        for (String name : FolderListing.names(there.get())) {
            if (present(path + "/" + name)) {
                return false;
            }
        }
        return below(path).values().stream().noneMatch(Optional::isPresent);
    }

    /// Of what will bear the name: it lies where [#location(String)] says, but for what later steps put into it or
    /// took out of it.
    private boolean unchanged(String path, Fingerprint expected) throws IOException {
        return present(path) && fingerprint(path, location(path).orElseThrow()).equals(expected);
    }

    private Fingerprint fingerprint(String path, Path top) throws IOException {
        if (!Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)) {
            return Fingerprint.of(top);
        }
        NavigableMap<String, Fingerprint.Entry> entries = new TreeMap<>();
        gather("", top, entries);
        for (Map.Entry<String, Optional<Path>> known : below(path).entrySet()) {
            String name = known.getKey().substring(path.length() + 1);
            entries.remove(name);
            entries.remove(name + "/");
            entries.subMap(name + "/", name + (char) ('/' + 1)).clear();
            if (known.getValue().isPresent()) {
                gather(name, known.getValue().get(), entries);
            }
        }
        return Fingerprint.ofTree(entries.values());
    }

    private static void gather(String prefix, Path top, Map<String, Fingerprint.Entry> entries) throws IOException {
        FileTree.walk(top, (Path file, BasicFileAttributes attributes) -> {
            String below = Fingerprint.name(top, file);
            String name = prefix.isEmpty() || below.isEmpty() ? prefix + below : prefix + "/" + below;
            if (!attributes.isDirectory()) {
                entries.put(name, new Fingerprint.Entry(name, attributes.size()));
            } else if (!name.isEmpty()) {
                entries.put(name + "/", new Fingerprint.Entry(name + "/", 0));
            }
        });
    }

    private String staged(String name) {
        return paths.relative(change.staged(name));
    }

    private String quarantined(String path) {
        return paths.relative(change.quarantined(path));
    }

    private String quarantined(ChangeStep.Replace replace) {
        return quarantined(replace.path());
    }
}
