package epostadm.mailstore.control;

import epostadm.mailstore.disk.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// `ordb.dat`: the DNSBLs that the mail server asks about its clients, a host a line. Only read.
/// docs/store-format.md, "Control files".
///
/// What may stand behind the host is not public: it ends at a blank or a comma.
public record OrdbDat(List<String> hosts) {

    public static final String NAME = "ordb.dat";

    private static final int LONGEST = 1 << 16;

    public OrdbDat {
        hosts = List.copyOf(hosts);
    }

    public static OrdbDat readFile(Path file) throws IOException {
        return parse(new String(RegularFile.read(file, LONGEST), StandardCharsets.ISO_8859_1));
    }

    static OrdbDat parse(String text) {
        return new OrdbDat(text.lines()
                .map(line -> line.strip().toLowerCase(Locale.ROOT))
                .filter(line -> !line.isEmpty() && !line.startsWith("'") && !line.startsWith("#"))
                .map(line -> line.split("[\\s,]", 2)[0])
                .filter(host -> !host.isEmpty())
                .distinct()
                .toList());
    }
}
