package epostadm.mailstore.journal;

import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.PrivateFiles;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.disk.Volume;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.task.Cancellation;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.io.output.CountingOutputStream;

/// Writes what a plan brings into the store beside the store, so that applying is renaming alone.
final class Stage {

    /// Staged things are spread over directories of this many, since one of 100,000 is slow on some systems.
    private static final int PER_DIRECTORY = 1_000;

    private static final int FEW = 64;

    private final ChangeDirectory change;
    private final Ownership ownership;
    private final Foresight foresight;
    private final NavigableSet<String> takenAway = new TreeSet<>();
    private final List<Path> written = new ArrayList<>();
    private int number;

    Stage(ChangeDirectory change, Ownership ownership) {
        this.change = change;
        this.foresight = new Foresight(change);
        this.ownership = ownership;
    }

    /// Stages every step and returns them as the journal has them; going through them in thought, refuses a plan
    /// that would be stopped half-way.
    List<ChangeStep> prepare(List<PlannedStep> plan, Progress progress, Cancellation cancellation) throws IOException {
        requireOneVolume(plan);
        Files.createDirectory(change.stage(), PrivateFiles.directoryAttributes(change.stage()));
        List<ChangeStep> steps = new ArrayList<>(plan.size());
        List<String> conflicts = new ArrayList<>();
        progress.start(Progress.Phase.PREPARING, plan.size());
        for (PlannedStep step : plan) {
            if (cancellation.requested()) {
                throw new RefusedException(new Refusal.Cancelled());
            }
            ChangeStep prepared = prepare(step);
            if (!foresight.apply(prepared) || !takesAwayAlone(prepared)) {
                conflicts.add(step.path());
            }
            steps.add(prepared);
            progress.step(1);
        }
        progress.finish();
        if (!conflicts.isEmpty()) {
            throw new RefusedException(new Refusal.ChangeConflict(change.id(), conflicts));
        }
        return steps;
    }

    /// What is staged beside the store is renamed into it, and what goes is renamed into quarantine.
    private void requireOneVolume(List<PlannedStep> plan) throws IOException {
        StorePaths paths = change.paths();
        Volume ours = Volume.of(paths.ours());
        Set<Path> seen = new HashSet<>();
        for (PlannedStep step : plan) {
            Path directory = paths.resolve(step.path()).getParent();
            if (seen.add(directory) && !Volume.of(directory).equals(ours)) {
                throw new RefusedException(new Refusal.OtherVolume(directory, paths.ours()));
            }
        }
    }

    /// Forces all that was staged to disk: one by one where it is little, the whole volume at once where it is
    /// much.
    void force() throws IOException {
        Durability durability = Durability.of(change.stage());
        if (written.size() > FEW && durability.syncVolume(change.stage())) {
            return;
        }
        for (Path path : written) {
            durability.force(path);
        }
        durability.forceDirectory(change.stage());
        durability.forceDirectory(change.directory());
    }

    private ChangeStep prepare(PlannedStep step) throws IOException {
        return switch (step) {
            case PlannedStep.MakeDirectory(String path) -> makeDirectory(path);
            case PlannedStep.Remove(String path) -> new ChangeStep.Remove(path);
            case PlannedStep.Move(String from, String path) -> new ChangeStep.Move(from, path);
            case PlannedStep.PutFile(String path, AtomicFile.Content content) -> putFile(path, content);
            case PlannedStep.PutDirectory(String path, List<PlannedStep.NamedContent> files) ->
                putDirectory(path, files);
            case PlannedStep.PutLinks links -> putLinks(links);
            case PlannedStep.PutCopy(String path, Path source) -> putCopy(path, source);
        };
    }

    /// What is taken away lies in quarantine under its name, which tells that this step is done: nothing above or
    /// below it may be taken away by another step.
    private boolean takesAwayAlone(ChangeStep step) {
        return switch (step) {
            case ChangeStep.Remove(String path) -> alone(path);
            case ChangeStep.Replace replace -> alone(replace.path());
            case ChangeStep.MakeDirectory _, ChangeStep.Install _, ChangeStep.Move _ -> true;
        };
    }

    private boolean alone(String path) {
        boolean below = !takenAway.subSet(path + "/", path + (char) ('/' + 1)).isEmpty();
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (takenAway.contains(path.substring(0, end))) {
                return false;
            }
        }
        takenAway.add(path);
        return !below;
    }

    private ChangeStep makeDirectory(String path) throws IOException {
        String name = nextName();
        newDirectory(name);
        return new ChangeStep.MakeDirectory(name, path);
    }

    private ChangeStep putFile(String path, AtomicFile.Content content) throws IOException {
        String name = nextName();
        Path staged = change.staged(name);
        write(staged, content);
        Fingerprint fingerprint = Fingerprint.of(staged);
        return foresight.taken(path)
                ? new ChangeStep.Replace(name, path, fingerprint)
                : new ChangeStep.Install(name, path, fingerprint);
    }

    private ChangeStep putDirectory(String path, List<PlannedStep.NamedContent> files) throws IOException {
        String name = nextName();
        Path staged = newDirectory(name);
        List<Fingerprint.Entry> entries = writeAll(staged, files);
        return new ChangeStep.Install(name, path, Fingerprint.ofTree(entries));
    }

    private ChangeStep putLinks(PlannedStep.PutLinks step) throws IOException {
        String name = nextName();
        Path staged = newDirectory(name);
        for (PlannedStep.Link link : step.links()) {
            link(staged.resolve(link.newName()), link.file());
        }
        writeAll(staged, step.files());
        return new ChangeStep.Install(name, step.path(), Fingerprint.of(staged));
    }

    private ChangeStep putCopy(String path, Path source) throws IOException {
        String name = nextName();
        link(change.staged(name), source);
        return new ChangeStep.Install(name, path, Fingerprint.of(change.staged(name)));
    }

    private List<Fingerprint.Entry> writeAll(Path directory, List<PlannedStep.NamedContent> files) throws IOException {
        List<Fingerprint.Entry> entries = new ArrayList<>(files.size());
        for (PlannedStep.NamedContent file : files) {
            long size = write(directory.resolve(file.name()), file.content());
            entries.add(new Fingerprint.Entry(file.name(), size));
        }
        return entries;
    }

    private long write(Path file, AtomicFile.Content content) throws IOException {
        long[] size = new long[1];
        AtomicFile.create(file, out -> {
            CountingOutputStream counting = new CountingOutputStream(out);
            content.writeTo(counting);
            size[0] = counting.getByteCount();
        });
        ownership.give(file);
        note(file);
        return size[0];
    }

    private Path newDirectory(String name) throws IOException {
        Path directory = change.staged(name);
        ownership.make(directory);
        note(directory);
        return directory;
    }

    /// A hard link, or where the file system has none a copy with its times.
    private void link(Path made, Path existing) throws IOException {
        try {
            Files.createLink(made, existing);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | IOException e) {
            Files.copy(existing, made, StandardCopyOption.COPY_ATTRIBUTES);
            note(made);
        }
    }

    /// Remembers what must be forced; past a few the whole volume will be, and their names are needless.
    private void note(Path path) {
        written.add(path);
    }

    private String nextName() throws IOException {
        String group = Integer.toString(number / PER_DIRECTORY);
        if (number % PER_DIRECTORY == 0) {
            Path directory = change.staged(group);
            Files.createDirectory(directory, PrivateFiles.directoryAttributes(directory));
            note(directory);
        }
        return group + "/" + number++;
    }
}
