package epostadm.mailstore.control;

import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.mail.Edition;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A list of forward targets, one address a line: `send.txt`, `tensou.txt` or whatever `ForwardTo=file:` names.
///
/// A path within the store is taken as it is; of any other one, which may be that of a machine long gone or lead
/// anywhere, only the last name counts, in the mailbox itself. docs/store-format.md, "ims.ctl".
public final class AddressList {

    private AddressList() {}

    /// Where the list is that a mailbox's `file:` names; nothing where the name is none that this system can hold.
    public static Optional<Path> locate(String path, Path root, Edition edition, Path work) throws IOException {
        Optional<Path> within = within(path, work);
        if (within.isPresent()) {
            return within;
        }
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
                .strip();
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return Optional.empty();
        }
        try {
            return Optional.of(ControlFileName.in(root, name, edition));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static Optional<Path> within(String path, Path work) {
        try {
            Path named = work.getFileSystem().getPath(path.strip());
            boolean inside = named.isAbsolute()
                    && named.equals(named.normalize())
                    && named.startsWith(work)
                    && !named.equals(work)
                    && new StorePaths(work).contained(named);
            return inside ? Optional.of(named) : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /// The addresses, each once, as they stand there; none where there is no such file.
    public static List<String> read(Path file) throws IOException {
        return ControlLines.read(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.collectingAndThen(
                        Collectors.toMap(
                                line -> line.toLowerCase(Locale.ROOT), line -> line, (a, _) -> a, LinkedHashMap::new),
                        found -> List.copyOf(found.values())));
    }
}
