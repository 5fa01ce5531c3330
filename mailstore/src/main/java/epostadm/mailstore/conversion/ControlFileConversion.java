package epostadm.mailstore.conversion;

import epostadm.mailstore.control.ImsCtl;
import epostadm.mailstore.conversion.Conversion.Kind;
import epostadm.mailstore.conversion.Conversion.Matter;
import epostadm.mailstore.conversion.ConversionSteps.Stage;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.refusal.Refusal.Unconvertible.Obstacle;
import epostadm.mailstore.refusal.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Brings the control files of one directory to the other edition: their names, line ends and paths.
///
/// What is to be written is made anew from the file when the change is prepared, so that a plan for many mailboxes
/// holds no contents.
final class ControlFileConversion {

    private static final int LONGEST = 1 << 20;

    private final Path work;
    private final Edition from;
    private final Edition to;
    private final String workFolder;
    private final ConversionSteps steps;

    /// @param workFolder where the store will lie on the other system
    ControlFileConversion(Path work, Edition from, Edition to, String workFolder, ConversionSteps steps) {
        this.work = work;
        this.from = from;
        this.to = to;
        this.workFolder = workFolder;
        this.steps = steps;
    }

    /// @param names all that lies in the directory, sorted
    void convert(Path directory, List<String> names, ControlNames known) throws IOException {
        Optional<Path> list = list(directory, names);
        for (String name : names) {
            Path file = directory.resolve(name);
            boolean control = known.spelt(name).isPresent();
            boolean listed = list.filter(file::equals).isPresent();
            if ((control || listed) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                convertFile(file, names, known);
            }
            if (name.equalsIgnoreCase("$Shared")) {
                steps.remark(Matter.SHARED_FOLDER, steps.name(file));
            }
        }
    }

    private void convertFile(Path file, List<String> names, ControlNames known) throws IOException {
        String name = file.getFileName().toString();
        String wanted = to == Edition.BSD ? known.spelt(name).orElse(name) : name;
        if (!wanted.equals(name)) {
            long spellings = names.stream().filter(wanted::equalsIgnoreCase).count();
            if (spellings > 1) {
                steps.obstacle(Obstacle.CASE_TWINS, steps.name(file));
                return;
            }
        }
        boolean edited = changed(file);
        if (edited && !wanted.equals(name)) {
            steps.note(Kind.CONTROL_FILE_RENAMED, file.resolveSibling(wanted), file);
            steps.remove(Stage.FILES, file);
        } else if (!wanted.equals(name)) {
            steps.rename(Kind.CONTROL_FILE_RENAMED, Stage.MOVES, file, wanted);
        }
        if (edited) {
            steps.write(Stage.FILES, file.resolveSibling(wanted), out -> out.write(converted(file)));
        }
    }

    /// Whether the file is to be written anew; notes why.
    private boolean changed(Path file) throws IOException {
        String name = file.getFileName().toString();
        try {
            byte[] text = RegularFile.read(file, LONGEST);
            if (ControlNames.neverRewritten(name)) {
                if (!Arrays.equals(text, LineEnds.of(text, to))) {
                    steps.remark(Matter.NOT_REWRITTEN, steps.name(file));
                }
                return false;
            }
            Optional<String> path = newPath(file);
            path.ifPresent(value -> steps.note(Kind.FORWARD_LIST, steps.name(file), value));
            boolean ends = !Arrays.equals(text, LineEnds.of(text, to));
            if (ends) {
                steps.note(Kind.LINE_ENDS, file, file);
            }
            return ends || path.isPresent();
        } catch (FileSystemException | RefusedException _) {
            steps.remark(Matter.NOT_READ, steps.name(file));
            return false;
        }
    }

    private byte[] converted(Path file) throws IOException {
        Optional<String> path = newPath(file);
        if (path.isEmpty()) {
            return LineEnds.of(RegularFile.read(file, LONGEST), to);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImsCtl.read(file).withForwardTo(path, to).writeTo(out);
        return LineEnds.of(out.toByteArray(), to);
    }

    /// The value that `ForwardTo` has to have in that `ims.ctl`, if another one than it has.
    private Optional<String> newPath(Path file) throws IOException {
        if (!isImsCtl(file.getFileName().toString())) {
            return Optional.empty();
        }
        Optional<ForwardPath> forward = ForwardPath.of(ImsCtl.read(file));
        if (forward.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> list = forward.get().list(file.getParent(), from, work);
        String value = forward.get().prefix() + forward.get().path();
        return list.map(there -> forward.get().at(workFolder, spelt(there), to))
                .filter(wanted -> !wanted.equals(value));
    }

    /// The list's name within the store, as it will be.
    private String spelt(Path list) {
        String name = list.getFileName().toString();
        String wanted = to == Edition.BSD ? ControlNames.MAILBOX.spelt(name).orElse(name) : name;
        return steps.name(list.resolveSibling(wanted));
    }

    /// The list of addresses that the directory's `ims.ctl` names, if there is one.
    private Optional<Path> list(Path directory, List<String> names) throws IOException {
        for (String name : names) {
            Path file = directory.resolve(name);
            if (isImsCtl(name) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    Optional<ForwardPath> forward = ForwardPath.of(ImsCtl.read(file));
                    Optional<Path> list =
                            forward.isEmpty() ? Optional.empty() : forward.get().list(directory, from, work);
                    if (forward.isPresent() && list.isEmpty()) {
                        steps.remark(Matter.LIST_MISSING, steps.name(file));
                    }
                    return list;
                } catch (FileSystemException | RefusedException _) {
                    return Optional.empty(); // Told of when its own turn comes.
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isImsCtl(String name) {
        return name.toLowerCase(Locale.ROOT).equals(ImsCtl.NAME);
    }
}
