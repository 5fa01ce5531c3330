package epostadm.mailstore.journal;

import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.PathResolver;
import epostadm.mailstore.disk.PrivateFiles;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.disk.Volume;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.task.Cancellation;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.task.ReadAhead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Writes what a plan brings into the store beside the store, so that applying is renaming alone.
final class Stage {

    /// From here on two threads are worth their start.
    private static final int MANY = 64;

    private final ChangeDirectory change;
    private final StagedFiles files;
    private final Foresight foresight;
    private final NavigableSet<String> takenAway = new TreeSet<>();

    Stage(ChangeDirectory change, Ownership ownership) throws IOException {
        this.change = change;
        this.files = new StagedFiles(change, ownership);
        this.foresight = new Foresight(change);
    }

    /// A step and the name in the stage of what it brings, if it brings something.
    private record Staging(PlannedStep planned, Optional<String> name) {}

    /// A step, and how it would stand in the journal if nothing bore its name yet.
    private record Staged(PlannedStep planned, ChangeStep step) {}

    /// Stages every step and returns them as the journal has them; going through them in thought, refuses a plan
    /// that would be stopped half-way.
    ///
    /// Where there is much to write, two threads write ahead of the thinking, which is in the plan's order.
    List<ChangeStep> prepare(List<PlannedStep> plan, Progress progress, Cancellation cancellation) throws IOException {
        requireOneVolume(plan);
        Files.createDirectory(change.stage(), PrivateFiles.directoryAttributes(change.stage()));
        List<Staging> stagings = new ArrayList<>(plan.size());
        for (PlannedStep step : plan) {
            stagings.add(new Staging(step, files.nameFor(step)));
        }
        List<ChangeStep> steps = new ArrayList<>(plan.size());
        List<String> conflicts = new ArrayList<>();
        progress.start(Progress.Phase.PREPARING, plan.size());
        ReadAhead.Sink<Staged> foresee = staged -> {
            if (cancellation.requested()) {
                throw new RefusedException(new Refusal.Cancelled());
            }
            ChangeStep step = overFile(staged);
            if (!foresight.apply(step) || !takesAwayAlone(step)) {
                conflicts.add(step.path());
            }
            steps.add(step);
            progress.step(1);
        };
        if (plan.size() > MANY) {
            ReadAhead.inOrder(stagings, this::write, foresee);
        } else {
            for (Staging staging : stagings) {
                foresee.take(write(staging));
            }
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
        PathResolver names = new PathResolver(paths);
        Volume ours = Volume.of(paths.ours());
        Set<Path> seen = new HashSet<>();
        for (PlannedStep step : plan) {
            Path directory = names.resolve(step.path()).getParent();
            if (seen.add(directory) && !Volume.of(directory).equals(ours)) {
                throw new RefusedException(new Refusal.OtherVolume(directory, paths.ours()));
            }
        }
    }

    /// Forces all that was staged to disk.
    void force() throws IOException {
        files.force();
    }

    private Staged write(Staging staging) throws IOException {
        return new Staged(staging.planned(), files.write(staging.planned(), staging.name()));
    }

    /// A file may come in place of another one.
    private ChangeStep overFile(Staged staged) throws IOException {
        boolean file =
                staged.planned() instanceof PlannedStep.PutFile || staged.planned() instanceof PlannedStep.PutInstead;
        return file
                        && staged.step()
                                instanceof ChangeStep.Install(String name, String path, Fingerprint fingerprint)
                        && foresight.taken(path)
                ? new ChangeStep.Replace(name, path, fingerprint)
                : staged.step();
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
}
