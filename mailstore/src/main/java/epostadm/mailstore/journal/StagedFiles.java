package epostadm.mailstore.journal;

import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.FileTree;
import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.PrivateFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.output.CountingOutputStream;

/// The files and directories of a change's stage, as they are written and forced to disk.
///
/// Names are given one after the other; writing under them may be done by several threads.
final class StagedFiles {

    /// Staged things are spread over directories of this many, since one of 100,000 is slow on some systems.
    private static final int PER_DIRECTORY = 1_000;

    private static final int FEW = 64;

    private final ChangeDirectory change;
    private final Ownership ownership;
    private final List<Path> written = new ArrayList<>();
    private int number;

    StagedFiles(ChangeDirectory change, Ownership ownership) {
        this.change = change;
        this.ownership = ownership;
    }

    /// A new name in the stage for what the step brings, if it brings something.
    Optional<String> nameFor(PlannedStep step) throws IOException {
        return brings(step) ? Optional.of(nextName()) : Optional.empty();
    }

    /// Writes what the step brings under a name of [#nameFor(PlannedStep)], and returns the step as it would stand
    /// in the journal if nothing bore its name in the store yet.
    ChangeStep write(PlannedStep planned, Optional<String> staged) throws IOException {
        String name = staged.orElse("");
        return switch (planned) {
            case PlannedStep.MakeDirectory(String path) -> makeDirectory(name, path);
            case PlannedStep.Remove(String path) -> new ChangeStep.Remove(path);
            case PlannedStep.Move(String from, String path) -> new ChangeStep.Move(from, path);
            case PlannedStep.PutFile(String path, AtomicFile.Content content) -> putFile(name, path, content);
            case PlannedStep.PutInstead instead -> putInstead(name, instead);
            case PlannedStep.PutDirectory(String path, List<PlannedStep.NamedContent> files) ->
                putDirectory(name, path, files);
            case PlannedStep.PutLinks links -> putLinks(name, links);
            case PlannedStep.PutCopy(String path, Path source) -> putCopy(name, path, source);
        };
    }

    /// Forces all that was staged to disk: one by one where it is little, the whole volume at once where it is
    /// much.
    void force() throws IOException {
        Durability durability = Durability.of(change.stage());
        if (written.size() <= FEW) {
            for (Path path : written) {
                durability.force(path);
            }
        } else if (durability.syncVolume(change.stage())) {
            return;
        } else {
            FileTree.walk(change.stage(), (path, attributes) -> {
                if (attributes.isDirectory() || attributes.isRegularFile()) {
                    durability.force(path);
                }
            });
        }
        durability.forceDirectory(change.stage());
        durability.forceDirectory(change.directory());
    }

    private static boolean brings(PlannedStep step) {
        return switch (step) {
            case PlannedStep.Remove _, PlannedStep.Move _ -> false;
            case PlannedStep.MakeDirectory _,
                    PlannedStep.PutFile _,
                    PlannedStep.PutInstead _,
                    PlannedStep.PutDirectory _,
                    PlannedStep.PutLinks _,
                    PlannedStep.PutCopy _ -> true;
        };
    }

    private ChangeStep makeDirectory(String name, String path) throws IOException {
        newDirectory(name);
        return new ChangeStep.MakeDirectory(name, path);
    }

    private ChangeStep putFile(String name, String path, AtomicFile.Content content) throws IOException {
        Path staged = change.staged(name);
        write(staged, content);
        return new ChangeStep.Install(name, path, Fingerprint.of(staged));
    }

    private ChangeStep putInstead(String name, PlannedStep.PutInstead step) throws IOException {
        Path staged = change.staged(name);
        write(staged, step.content());
        Ownership.copy(step.like(), staged);
        Files.setLastModifiedTime(staged, Files.getLastModifiedTime(step.like(), LinkOption.NOFOLLOW_LINKS));
        return new ChangeStep.Install(name, step.path(), Fingerprint.of(staged));
    }

    private ChangeStep putDirectory(String name, String path, List<PlannedStep.NamedContent> files) throws IOException {
        Path staged = newDirectory(name);
        List<Fingerprint.Entry> entries = writeAll(staged, files);
        return new ChangeStep.Install(name, path, Fingerprint.ofTree(entries));
    }

    private ChangeStep putLinks(String name, PlannedStep.PutLinks step) throws IOException {
        Path staged = newDirectory(name);
        for (PlannedStep.Link link : step.links()) {
            link(staged.resolve(link.newName()), link.file());
        }
        writeAll(staged, step.files());
        return new ChangeStep.Install(name, step.path(), Fingerprint.of(staged));
    }

    private ChangeStep putCopy(String name, String path, Path source) throws IOException {
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

    /// Remembers what must be forced; past a few, all of the stage will be, and their names are needless.
    private synchronized void note(Path path) {
        if (written.size() <= FEW) {
            written.add(path);
        }
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
