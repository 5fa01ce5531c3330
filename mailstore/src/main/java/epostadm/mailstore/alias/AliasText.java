package epostadm.mailstore.alias;

import epostadm.mailstore.account.AccountTextEncoding;
import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An import text of aliases read whole: `alias<TAB>address` lines that end in LF or CRLF, its bad lines, and the
/// encoding that was taken. Blank lines are passed over but counted. docs/store-format.md, "Aliases".
public record AliasText(
        Path file, List<Aliases.Alias> aliases, List<BadLine> badLines, AccountTextEncoding.Assumed encoding) {

    private static final int LONGEST = 64 << 20;
    private static final int SHOWN = 80;

    public AliasText {
        aliases = List.copyOf(aliases);
        badLines = List.copyOf(badLines);
    }

    /// What keeps a line from being an alias.
    public enum Flaw {
        NO_TAB,
        /// The left side is no address with a domain, in ASCII.
        ALIAS_NO_ADDRESS,
        /// The right side is none.
        ADDRESS_NO_ADDRESS,
        /// A `*` on the left that does not stand right before `@`.
        MISPLACED_STAR
    }

    /// @param found the side that is wrong, or the line, cut where it is long
    public record BadLine(int line, Flaw flaw, String found) {}

    /// @param forced the encoding that the user named, or nothing to find it out
    /// @throws RefusedException where the encoding is none that can be read
    public static AliasText read(Path file, Optional<Charset> forced) throws IOException {
        AccountTextEncoding.Assumed encoding = AccountTextEncoding.assumed(file, forced);
        String text = new String(bytes(file), encoding.charset());
        if (encoding.charset().equals(StandardCharsets.UTF_8) && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        List<Aliases.Alias> aliases = new ArrayList<>();
        List<BadLine> bad = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                Optional<BadLine> flaw = flaw(number, line);
                flaw.ifPresentOrElse(
                        bad::add, () -> aliases.add(Aliases.parse(0, line).orElseThrow()));
            }
        }
        return new AliasText(file, aliases, bad, encoding);
    }

    /// Writes the lines of a table that are aliases, in their order.
    public static void write(Aliases aliases, String lineEnd, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Aliases.Alias alias : aliases.entries()) {
            text.append(alias.alias()).append('\t').append(alias.address()).append(lineEnd);
        }
        out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = RegularFile.openNamed(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new RefusedException(new Refusal.Unreadable(file, 1, "over 64 MB", "alias<TAB>address"));
            }
            return bytes;
        }
    }

    private static Optional<BadLine> flaw(int number, String line) {
        int tab = line.indexOf('\t');
        if (tab < 0) {
            return Optional.of(new BadLine(number, Flaw.NO_TAB, shown(line)));
        }
        Optional<Flaw> left = flaw(line.substring(0, tab).strip());
        String right = line.substring(tab + 1).strip();
        if (left.isPresent()) {
            return Optional.of(new BadLine(number, left.get(), shown(line.substring(0, tab))));
        }
        return Aliases.address(right)
                ? Optional.empty()
                : Optional.of(new BadLine(number, Flaw.ADDRESS_NO_ADDRESS, shown(right)));
    }

    /// What is wrong with a left side, if anything.
    public static Optional<Flaw> flaw(String alias) {
        if (!Aliases.address(alias)) {
            return Optional.of(Flaw.ALIAS_NO_ADDRESS);
        }
        return new Aliases.Alias(0, alias, "").pattern().misplacedStar()
                ? Optional.of(Flaw.MISPLACED_STAR)
                : Optional.empty();
    }

    private static String shown(String text) {
        String stripped = text.strip();
        return stripped.length() <= SHOWN ? stripped : stripped.substring(0, SHOWN) + "...";
    }
}
