package epostadm.mailstore.conversion;

import epostadm.mailstore.conversion.Conversion.Detail;
import epostadm.mailstore.conversion.Conversion.Kind;
import epostadm.mailstore.conversion.Conversion.Matter;
import epostadm.mailstore.conversion.Conversion.Remark;
import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.disk.StoreSettings;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.journal.PlannedStep;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.Refusal.Unconvertible.Obstacle;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// Gathers what a conversion does, in an order that needs few phases of the journal; and what stands in its way,
/// all of it, before anything is refused.
final class ConversionSteps {

    /// What a directory is called between two names that are one where case does not count.
    private static final String BETWEEN = "~epostadm";

    private final StorePaths paths;
    private final boolean blindToCase;
    private final Map<Stage, List<PlannedStep>> steps = new EnumMap<>(Stage.class);
    private final List<Detail> details = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final Map<Obstacle, SortedSet<String>> obstacles = new EnumMap<>(Obstacle.class);

    /// One after the other.
    enum Stage {
        FILES,
        NEW_DIRECTORIES,
        MOVES,
        SECOND_MOVES,
        DIRECTORIES,
        SECOND_DIRECTORIES,
        /// Files of what has been moved.
        MOVED_FILES,
        LAST
    }

    ConversionSteps(StorePaths paths) throws IOException {
        this.paths = paths;
        this.blindToCase = paths.blindToCase();
    }

    void move(Kind kind, Stage stage, Path from, Path to) {
        note(kind, to, from);
        step(stage, new PlannedStep.Move(paths.relative(from), paths.relative(to)));
    }

    /// Another name for a file or directory, perhaps the same in another case.
    void rename(Kind kind, Stage stage, Path from, String name) {
        Path to = from.resolveSibling(name);
        note(kind, to, from);
        if (blindToCase && name.equalsIgnoreCase(from.getFileName().toString())) {
            String between = paths.relative(to) + BETWEEN;
            step(stage, new PlannedStep.Move(paths.relative(from), between));
            step(Stage.values()[stage.ordinal() + 1], new PlannedStep.Move(between, paths.relative(to)));
        } else {
            step(stage, new PlannedStep.Move(paths.relative(from), paths.relative(to)));
        }
    }

    void makeDirectory(Path directory) {
        note(Kind.DOMAIN_DIRECTORY, directory, directory);
        step(Stage.NEW_DIRECTORIES, new PlannedStep.MakeDirectory(paths.relative(directory)));
    }

    void write(Stage stage, Path file, AtomicFile.Content content) {
        step(stage, new PlannedStep.PutFile(paths.relative(file), content));
    }

    void remove(Stage stage, Path path) {
        step(stage, new PlannedStep.Remove(paths.relative(path)));
    }

    void settings(StoreSettings settings) throws IOException {
        if (!settings.equals(StoreSettings.read(paths))) {
            note(Kind.SETTINGS, paths.settings(), paths.settings());
            write(Stage.LAST, paths.settings(), settings::writeTo);
        }
    }

    /// What is done, for people.
    void note(Kind kind, Path path, Path from) {
        note(kind, paths.relative(path), path.equals(from) ? "" : paths.relative(from));
    }

    void note(Kind kind, String path, String from) {
        details.add(new Detail(kind, path, from));
    }

    void remark(Matter matter, String subject) {
        remarks.add(new Remark(matter, subject));
    }

    void obstacle(Obstacle obstacle, String name) {
        obstacles.computeIfAbsent(obstacle, _ -> new TreeSet<>()).add(name);
    }

    String name(Path path) {
        return paths.relative(path);
    }

    private void step(Stage stage, PlannedStep step) {
        steps.computeIfAbsent(stage, _ -> new ArrayList<>()).add(step);
    }

    /// @throws RefusedException with the first kind of obstacle, and all that it is about
    Conversion conversion(String kind, String subject) throws RefusedException {
        for (Map.Entry<Obstacle, SortedSet<String>> obstacle : obstacles.entrySet()) {
            throw new RefusedException(new Refusal.Unconvertible(obstacle.getKey(), List.copyOf(obstacle.getValue())));
        }
        List<PlannedStep> all = steps.values().stream().flatMap(List::stream).toList();
        return new Conversion(new ChangePlan(kind, subject, all, List.of()), details, remarks);
    }
}
