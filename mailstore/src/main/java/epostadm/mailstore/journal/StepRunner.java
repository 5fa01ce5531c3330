package epostadm.mailstore.journal;

import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.PathResolver;
import epostadm.mailstore.disk.PrivateFiles;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Applies the steps of one change and takes them back. Both are safe to repeat: a step that is done is left alone,
/// and whether it is done is read off the disk.
final class StepRunner {

    /// Where a step of the phase at work stands, by what bears which name.
    enum State {
        TO_DO,
        DONE,
        /// Neither: somebody else has been there.
        CONFLICT
    }

    private final ChangeDirectory change;
    private final StorePaths paths;
    private final PathResolver names;
    private final Set<Path> touched = new LinkedHashSet<>();
    private int applied;

    StepRunner(ChangeDirectory change) {
        this.change = change;
        this.paths = change.paths();
        this.names = new PathResolver(paths);
    }

    /// A step that has a name in the change's own directories is told by that; a move by its two names in the
    /// store.
    State state(ChangeStep step) throws IOException {
        Path path = names.resolve(step.path());
        return switch (step) {
            case ChangeStep.MakeDirectory(String staged, String _) -> staged(staged);
            case ChangeStep.Install install -> staged(install.staged());
            case ChangeStep.Remove _ -> StorePaths.taken(change.quarantined(step.path())) ? State.DONE : State.TO_DO;
            case ChangeStep.Move move -> between(names.resolve(move.from()), path);
            case ChangeStep.Replace replace -> replaced(replace, path);
        };
    }

    /// How many steps this runner has applied, or found applied.
    int applied() {
        return applied;
    }

    void apply(ChangeStep step) throws IOException {
        if (required(step) == State.TO_DO) {
            make(step);
            lookAgainAfter(step);
        }
        applied++;
    }

    private void make(ChangeStep step) throws IOException {
        Path path = names.resolve(step.path());
        switch (step) {
            case ChangeStep.MakeDirectory(String staged, String _) -> rename(step, change.staged(staged), path);
            case ChangeStep.Install install -> rename(step, change.staged(install.staged()), path);
            case ChangeStep.Remove _ -> rename(step, path, makeParents(change.quarantined(step.path())));
            case ChangeStep.Move move -> rename(step, names.resolve(move.from()), path);
            case ChangeStep.Replace replace ->
                exchange(step, change.staged(replace.staged()), path, change.quarantined(step.path()));
        }
    }

    void undo(ChangeStep step) throws IOException {
        if (required(step) == State.DONE) {
            takeBack(step);
            lookAgainAfter(step);
        }
    }

    /// Whatever brings or takes away more than new things may have changed what lies above a later name.
    private void lookAgainAfter(ChangeStep step) {
        if (!(step instanceof ChangeStep.Install)) {
            names.forget();
        }
    }

    private void takeBack(ChangeStep step) throws IOException {
        Path path = names.resolve(step.path());
        switch (step) {
            case ChangeStep.MakeDirectory(String staged, String _) -> {
                delete(path);
                touch(path);
                Path again = makeParents(change.staged(staged));
                Files.createDirectory(again, PrivateFiles.directoryAttributes(again));
                touch(again);
            }
            case ChangeStep.Install install -> rename(step, path, makeParents(change.staged(install.staged())));
            case ChangeStep.Remove _ -> rename(step, change.quarantined(step.path()), path);
            case ChangeStep.Move move -> rename(step, path, names.resolve(move.from()));
            case ChangeStep.Replace replace ->
                exchange(step, change.quarantined(step.path()), path, change.staged(replace.staged()));
        }
    }

    /// Forces the names that were touched since the last time to disk.
    void force() throws IOException {
        Durability durability = Durability.of(paths.work());
        if (touched.size() > 64 && durability.syncVolume(paths.work())) {
            touched.clear();
            return;
        }
        for (Path directory : touched) {
            if (Files.isDirectory(directory)) {
                durability.forceDirectory(directory);
            }
        }
        touched.clear();
    }

    private State required(ChangeStep step) throws IOException {
        State state = state(step);
        if (state == State.CONFLICT) {
            throw conflict(step.path());
        }
        return state;
    }

    private RefusedException conflict(String path) {
        return new RefusedException(new Refusal.ChangeConflict(change.id(), List.of(path)));
    }

    private State staged(String name) {
        return StorePaths.taken(change.staged(name)) ? State.TO_DO : State.DONE;
    }

    private static State between(Path before, Path after) {
        boolean old = StorePaths.taken(before);
        boolean made = StorePaths.taken(after);
        if (old == made) {
            return State.CONFLICT;
        }
        return old ? State.TO_DO : State.DONE;
    }

    /// A replacement is two steps, in which the name always bears the old or the new file: the file that goes is
    /// given its second name first, then the other one is renamed over it. In between both second names are taken.
    private State replaced(ChangeStep.Replace step, Path path) throws IOException {
        Path staged = change.staged(step.staged());
        Path old = change.quarantined(step.path());
        boolean isStaged = StorePaths.taken(staged);
        boolean isKept = StorePaths.taken(old);
        if (!StorePaths.taken(path) || !isStaged && !isKept) {
            return State.CONFLICT;
        }
        if (isStaged != isKept) {
            return isStaged ? State.TO_DO : State.DONE;
        }
        if (Files.isSameFile(path, old)) {
            return State.TO_DO;
        }
        if (Files.isSameFile(path, staged)) {
            return State.DONE;
        }
        if (copy(path, old)) {
            return State.TO_DO;
        }
        return copy(path, staged) ? State.DONE : State.CONFLICT;
    }

    /// Where there are no hard links, a second name is a copy of bytes and time of change.
    private static boolean copy(Path one, Path other) throws IOException {
        return Files.getLastModifiedTime(one).equals(Files.getLastModifiedTime(other))
                && Files.mismatch(one, other) == -1;
    }

    /// Gives the file a second name, which it may have already from an earlier try.
    private void keep(Path file, Path second) throws IOException {
        if (StorePaths.taken(second)) {
            return;
        }
        try {
            Files.createLink(second, file);
        } catch (UnsupportedOperationException | IOException e) {
            Path temporary = second.resolveSibling(second.getFileName() + ".tmp");
            Files.deleteIfExists(temporary);
            Files.copy(file, temporary, StandardCopyOption.COPY_ATTRIBUTES);
            Durability.of(temporary).forceFile(temporary);
            Files.move(temporary, second, StandardCopyOption.ATOMIC_MOVE);
        }
        touch(second);
    }

    private void rename(ChangeStep step, Path from, Path to) throws IOException {
        if (StorePaths.taken(to)) {
            throw conflict(step.path());
        }
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            throw StorePaths.taken(from) ? e : conflict(step.path());
        }
        touch(from);
        touch(to);
    }

    /// What is at `from` comes to `path`, and what was there is kept at `old`.
    private void exchange(ChangeStep step, Path from, Path path, Path old) throws IOException {
        if (!StorePaths.taken(from) || !StorePaths.taken(path)) {
            throw conflict(step.path());
        }
        keep(path, makeParents(old));
        Files.move(from, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        touch(from);
        touch(path);
    }

    /// Deletes a directory that this change made; one that is gone has been deleted by an earlier try.
    private void delete(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            throw conflict(paths.relative(directory));
        }
    }

    private Path makeParents(Path path) throws IOException {
        Path parent = path.getParent();
        if (!Files.isDirectory(parent)) {
            Files.createDirectories(parent, PrivateFiles.directoryAttributes(parent));
            for (Path at = parent; at.startsWith(paths.ours()); at = at.getParent()) {
                touch(at);
            }
        }
        return path;
    }

    private void touch(Path path) {
        touched.add(path.getParent());
    }
}
