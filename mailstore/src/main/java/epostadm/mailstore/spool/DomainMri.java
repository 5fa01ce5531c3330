package epostadm.mailstore.spool;

import epostadm.mailstore.disk.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `Domain.mri`: when a domain was last tried, how often, and what came of it.
///
/// Last-tried is the low 32 bits of the seconds since 1601-01-01 UTC, so that it says the instant only to whoever
/// knows the time within 68 years. Lines that are not understood stay. docs/store-format.md, "Queue".
public record DomainMri(QueueDomain domain, long lastTried, int tryNumber, String errCode, List<String> unknown) {

    public static final String NAME = "Domain.mri";

    static final int LONGEST = 1 << 16;

    /// From 1601-01-01 to 1970-01-01.
    private static final long SECONDS_TO_1970 = 11_644_473_600L;

    private static final long LOW_32_BITS = 0xFFFF_FFFFL;

    public DomainMri {
        if (lastTried < 0 || lastTried > LOW_32_BITS || tryNumber < 0) {
            throw new IllegalArgumentException("out of range: " + lastTried + ", " + tryNumber);
        }
        if (!EnvelopeLine.fits(errCode)) {
            throw new IllegalArgumentException("not one line: " + errCode);
        }
        unknown = List.copyOf(unknown);
    }

    public static DomainMri of(QueueDomain domain, Instant tried, int tryNumber, String errCode) {
        return new DomainMri(
                domain, (tried.getEpochSecond() + SECONDS_TO_1970) & LOW_32_BITS, tryNumber, errCode, List.of());
    }

    /// When the domain was tried: of all instants that the 32 bits can mean, the one nearest to `now`.
    public Instant triedAt(Instant now) {
        long present = now.getEpochSecond() + SECONDS_TO_1970;
        long distance = (int) (lastTried - present);
        return Instant.ofEpochSecond(present + distance - SECONDS_TO_1970);
    }

    /// What lies in a domain's directory of the queue, if it is there.
    public static Optional<DomainMri> readIn(Path directory) throws IOException {
        try {
            byte[] bytes = RegularFile.read(directory.resolve(NAME), LONGEST);
            return Optional.of(parse(QueueDomain.of(directory.getFileName().toString()), bytes));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Reads leniently: a number that is none is 0. The directory says which domain it is.
    static DomainMri parse(QueueDomain domain, byte[] bytes) {
        long lastTried = 0;
        int tryNumber = 0;
        String errCode = "";
        List<String> unknown = new ArrayList<>();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int start = 0; start < text.length(); ) {
            int lineFeed = text.indexOf('\n', start);
            int end = lineFeed < 0 ? text.length() : lineFeed + 1;
            String line = text.substring(start, end);
            start = end;
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            switch (name) {
                case "domain-name" -> {}
                case "last-tried" -> lastTried = number(value) & LOW_32_BITS;
                case "try-number" -> tryNumber = Math.clamp(number(value), 0, Integer.MAX_VALUE);
                case "err-code" -> errCode = EnvelopeLine.fits(value) ? value : "";
                default -> unknown.add(line);
            }
        }
        return new DomainMri(domain, lastTried, tryNumber, errCode, unknown);
    }

    byte[] format(String lineEnd) {
        String text = "Domain-name: " + domain + lineEnd + "Last-tried: " + lastTried + lineEnd + "Try-number: "
                + tryNumber + lineEnd + "Err-code: " + errCode + lineEnd;
        return (text + String.join("", unknown)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
