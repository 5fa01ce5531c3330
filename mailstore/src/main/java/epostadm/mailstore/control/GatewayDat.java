package epostadm.mailstore.control;

import epostadm.mailstore.disk.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `gateway.dat`: to which host mail for a domain goes, whatever DNS says. Lines
/// `domain-pattern,host[,port][,more]`, read top-down, the first match wins; `*` stands for any characters. Only
/// read. docs/store-format.md, "Control files".
public final class GatewayDat {

    public static final String NAME = "gateway.dat";

    public static final GatewayDat NONE = new GatewayDat(List.of(), List.of());

    private static final int LONGEST = 16 << 20;
    private static final int SMTP = 25;
    private static final int LAST_PORT = 65_535;

    /// Where mail goes: a host's name or address, without the brackets that it may have in the file.
    public record Gateway(int line, String pattern, String host, int port) {}

    private final List<Gateway> gateways;
    private final List<Integer> unreadable;

    private GatewayDat(List<Gateway> gateways, List<Integer> unreadable) {
        this.gateways = List.copyOf(gateways);
        this.unreadable = List.copyOf(unreadable);
    }

    /// What the file says; nothing where there is none.
    public static GatewayDat readFile(Path file) throws IOException {
        try {
            return parse(new String(RegularFile.read(file, LONGEST), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return NONE;
        }
    }

    static GatewayDat parse(String text) {
        List<Gateway> gateways = new ArrayList<>();
        List<Integer> unreadable = new ArrayList<>();
        int number = 0;
        for (String raw : text.split("\r?\n", -1)) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("'")) {
                continue;
            }
            Optional<Gateway> gateway = line(number, line.split(",", -1));
            gateway.ifPresent(gateways::add);
            if (gateway.isEmpty()) {
                unreadable.add(number);
            }
        }
        return new GatewayDat(gateways, unreadable);
    }

    private static Optional<Gateway> line(int number, String[] columns) {
        if (columns.length < 2) {
            return Optional.empty();
        }
        String pattern = columns[0].strip().toLowerCase(Locale.ROOT);
        String host = columns[1].strip();
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        String port = columns.length > 2 ? columns[2].strip() : "";
        if (!plain(pattern) || !plain(host) || !port.chars().allMatch(c -> c >= '0' && c <= '9') || port.length() > 5) {
            return Optional.empty();
        }
        int value = port.isEmpty() ? SMTP : Integer.parseInt(port);
        return value < 1 || value > LAST_PORT
                ? Optional.empty()
                : Optional.of(new Gateway(number, pattern, host, value));
    }

    private static boolean plain(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"');
    }

    /// Where mail for the domain goes, if the file says so.
    public Optional<Gateway> find(String domain) {
        String name = domain.toLowerCase(Locale.ROOT);
        return gateways.stream()
                .filter(gateway -> matches(gateway.pattern(), name))
                .findFirst();
    }

    public List<Gateway> gateways() {
        return gateways;
    }

    /// The numbers of the lines that are neither gateways, comments nor blank.
    public List<Integer> unreadableLines() {
        return unreadable;
    }

    /// Goes back to the last star only, so that no pattern takes long.
    private static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(p).chars().allMatch(c -> c == '*');
    }
}
