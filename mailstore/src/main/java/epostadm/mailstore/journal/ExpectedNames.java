package epostadm.mailstore.journal;

import epostadm.mailstore.disk.PathResolver;
import epostadm.mailstore.disk.StorePaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Which names must be there, and which must not, when some steps of a change have happened one after the other.
final class ExpectedNames {

    private final StorePaths paths;
    private final NavigableMap<String, Boolean> present;

    ExpectedNames(StorePaths paths) throws IOException {
        this.paths = paths;
        this.present = new TreeMap<>(paths.order());
    }

    void add(ChangeStep step) {
        switch (step) {
            case ChangeStep.MakeDirectory(String _, String path) -> present.put(path, true);
            case ChangeStep.Install install -> present.put(install.path(), true);
            case ChangeStep.Replace replace -> present.put(replace.path(), true);
            case ChangeStep.Remove(String path) -> leave(path);
            case ChangeStep.Move(String from, String path) -> {
                leave(from);
                present.put(path, true);
            }
        }
    }

    /// The names that are not as they must be.
    List<String> deviations() throws IOException {
        List<String> deviations = new ArrayList<>();
        PathResolver names = new PathResolver(paths);
        for (Map.Entry<String, Boolean> name : present.entrySet()) {
            if (StorePaths.taken(names.resolve(name.getKey())) != name.getValue()) {
                deviations.add(name.getKey());
            }
        }
        return deviations;
    }

    /// What was known of names below goes with their directory.
    private void leave(String path) {
        present.subMap(path + "/", true, path + "0", false).clear();
        present.put(path, false);
    }
}
