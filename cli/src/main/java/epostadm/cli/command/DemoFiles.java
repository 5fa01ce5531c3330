package epostadm.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The sample files that the demonstration works on, which lie within the program.
///
/// They are built into the jar from `samples/`, so that an installed program has them as well as a checkout.
final class DemoFiles {

    static final String ALIASES = "aliases.txt";
    static final String THIS_YEAR = "accounts-2026.txt";
    static final String NEXT_YEAR = "accounts-2027.txt";
    static final String NEXT_YEAR_MENDED = "accounts-2027-clean.txt";
    /// An INBOX with six messages and five UIDs left.
    static final String FULL_INBOX = "full-inbox";

    static final List<String> ALL = List.of(
            ALIASES,
            THIS_YEAR,
            NEXT_YEAR,
            NEXT_YEAR_MENDED,
            FULL_INBOX + "/4294967101-010010.MSG",
            FULL_INBOX + "/4294967180-000010.MSG",
            FULL_INBOX + "/4294967233-001010.MSG",
            FULL_INBOX + "/4294967288-000010.MSG",
            FULL_INBOX + "/4294967289-000010.MSG",
            FULL_INBOX + "/4294967290-100000.MSG",
            FULL_INBOX + "/uid",
            FULL_INBOX + "/uidvalidity");

    private DemoFiles() {}

    /// Writes them into `directory`, which is there.
    static void writeTo(Path directory) throws IOException {
        Files.createDirectory(directory.resolve(FULL_INBOX));
        for (String name : ALL) {
            try (InputStream in = open(name)) {
                Files.copy(in, directory.resolve(name));
            }
        }
    }

    static InputStream open(String name) {
        InputStream in = DemoFiles.class.getResourceAsStream("/epostadm/cli/demo/" + name);
        if (in == null) {
            throw new IllegalStateException("the program lacks its sample " + name);
        }
        return in;
    }
}
