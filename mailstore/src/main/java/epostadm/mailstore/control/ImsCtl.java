package epostadm.mailstore.control;

import epostadm.mailstore.disk.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `ims.ctl`: where a mailbox's mail is forwarded to. An INI file whose keys are blind to case, with spaces round
/// `=` allowed; what else it holds is not looked at.
///
/// docs/store-format.md, "Control files".
public final class ImsCtl {

    public static final String NAME = "ims.ctl";

    private static final int LONGEST = 1 << 20;
    private static final String FILE = "file:";

    private final List<String> lines;

    private ImsCtl(List<String> lines) {
        this.lines = lines;
    }

    /// The file, or an empty one where there is none.
    public static ImsCtl read(Path file) throws IOException {
        return new ImsCtl(lines(file));
    }

    /// Where mail goes: one address, `file:` with the path of a list of addresses, or nowhere.
    public Optional<String> forwardTo() {
        return value("AutoForward", "ForwardTo");
    }

    /// The addresses that mail goes to. A list is read only where it lies in the mailbox itself, whatever directory
    /// the file names: the path may be that of a machine long gone, and must not lead out of the store.
    public List<String> forwardAddresses(Path root) throws IOException {
        Optional<String> target = forwardTo();
        if (target.isEmpty()) {
            return List.of();
        }
        if (!target.get().regionMatches(true, 0, FILE, 0, FILE.length())) {
            return List.of(target.get());
        }
        String path = target.get().substring(FILE.length());
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
                .strip();
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return List.of();
        }
        return list(root, name).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /// Nothing where the name is none that this system can hold, as one of another system's or encoding's may be.
    private static List<String> list(Path root, String name) throws IOException {
        Path file;
        try {
            file = root.resolve(name);
        } catch (InvalidPathException _) {
            return List.of();
        }
        return lines(file);
    }

    private Optional<String> value(String section, String key) {
        boolean inside = false;
        for (String line : lines) {
            String text = line.strip();
            if (text.startsWith("[")) {
                inside = text.equalsIgnoreCase("[" + section + "]");
            }
            int equals = text.indexOf('=');
            if (inside && equals > 0 && text.substring(0, equals).strip().equalsIgnoreCase(key)) {
                return Optional.of(text.substring(equals + 1).strip()).filter(value -> !value.isEmpty());
            }
        }
        return Optional.empty();
    }

    /// One character a byte: addresses are ASCII, and what is not need not be understood.
    private static List<String> lines(Path file) throws IOException {
        try {
            return new String(RegularFile.read(file, LONGEST), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }
}
