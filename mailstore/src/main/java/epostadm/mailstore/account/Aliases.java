package epostadm.mailstore.account;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The alias table: `alias<TAB>address` lines, read top-down, the first match wins.
///
/// Order, duplicates, line ends and lines that are no aliases are kept byte for byte; a change touches only the
/// sides it is about. docs/store-format.md, "Aliases".
public final class Aliases {

    /// A line that is an alias; both sides are addresses as they stand there, the left one perhaps with a wildcard.
    public record Alias(int line, String alias, String address) {

        /// Whether both say the same, wherever they stand.
        public boolean sameAs(Alias other) {
            return alias.equalsIgnoreCase(other.alias) && address.equalsIgnoreCase(other.address);
        }

        public AliasPattern pattern() {
            return new AliasPattern(alias);
        }
    }

    /// The line that an address is an alias by, and the address that it leads to.
    public record Match(Alias entry, String address) {}

    /// The lines with their ends; one char a byte, so that no encoding need be guessed.
    private static final int LONGEST = 64 << 20;

    private final List<String> lines;

    private final List<Alias> entries;

    private Aliases(List<String> lines) {
        this.lines = List.copyOf(lines);
        List<Alias> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            entry(i + 1, lines.get(i)).ifPresent(found::add);
        }
        this.entries = List.copyOf(found);
    }

    /// A table without lines.
    public static Aliases empty() {
        return new Aliases(List.of());
    }

    /// Reads the table whole: it has no more lines than a server has accounts.
    public static Aliases read(Path file) throws IOException {
        return of(new String(RegularFile.read(file, LONGEST), ISO_8859_1));
    }

    private static Aliases of(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int lineFeed = text.indexOf('\n', start);
            int end = lineFeed < 0 ? text.length() : lineFeed + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return new Aliases(lines);
    }

    /// The bytes that were read, but for what was renamed.
    public void writeTo(OutputStream out) throws IOException {
        for (String line : lines) {
            out.write(line.getBytes(ISO_8859_1));
        }
    }

    /// The lines that are aliases, in their order; the numbers count all lines.
    public List<Alias> entries() {
        return entries;
    }

    /// The numbers of the lines that are neither aliases nor blank.
    public List<Integer> unreadableLines() {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && entry(i + 1, lines.get(i)).isEmpty()) {
                numbers.add(i + 1);
            }
        }
        return List.copyOf(numbers);
    }

    /// The aliases whose address is that of the account.
    public List<Alias> pointingTo(AccountName account, DomainName domain) {
        String address = account + "@" + domain;
        return entries.stream()
                .filter(entry -> entry.address().equalsIgnoreCase(address))
                .toList();
    }

    /// The table with `newName` wherever a side is the very address of `oldName` in `domain`.
    public Aliases renamed(AccountName oldName, AccountName newName, DomainName domain) {
        String address = oldName + "@" + domain;
        List<String> renamed = new ArrayList<>();
        for (String line : lines) {
            int tab = line.indexOf('\t');
            renamed.add(
                    entry(0, line).isEmpty()
                            ? line
                            : side(line.substring(0, tab), address, newName) + "\t"
                                    + side(line.substring(tab + 1), address, newName));
        }
        return new Aliases(renamed);
    }

    /// The table without the lines of these numbers.
    public Aliases without(Set<Integer> numbers) {
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!numbers.contains(i + 1)) {
                rest.add(lines.get(i));
            }
        }
        return new Aliases(rest);
    }

    private static String side(String side, String address, AccountName newName) {
        String stripped = side.strip();
        if (!stripped.equalsIgnoreCase(address)) {
            return side;
        }
        int start = side.indexOf(stripped);
        return side.substring(0, start) + newName + side.substring(start + stripped.lastIndexOf('@'));
    }

    /// The table with further aliases before the line of that number, or behind the last one.
    ///
    /// @param before a line's number, or one more than there are
    public Aliases with(List<Alias> more, int before) {
        String end = lineEnd();
        List<String> edited = new ArrayList<>(lines);
        int at = Math.min(before, lines.size() + 1) - 1;
        if (at > 0 && !edited.get(at - 1).endsWith("\n")) {
            edited.set(at - 1, edited.get(at - 1) + end);
        }
        for (Alias alias : more) {
            edited.add(at++, alias.alias() + "\t" + alias.address() + end);
        }
        return new Aliases(edited);
    }

    /// How many lines there are, be they aliases or not.
    public int lineCount() {
        return lines.size();
    }

    /// What ends the first line, or what the vendor's tools write.
    private String lineEnd() {
        return lines.stream()
                        .findFirst()
                        .filter(line -> !line.endsWith("\r\n") && line.endsWith("\n"))
                        .isPresent()
                ? "\n"
                : "\r\n";
    }

    /// The address that the first matching line gives for `address`, with `*` replaced by the part that matched.
    ///
    /// One step only: whether the result is an alias in its turn is for the caller to ask.
    public Optional<String> resolve(String address) {
        return match(address).map(Match::address);
    }

    /// The first matching line, and the address that it gives.
    public Optional<Match> match(String address) {
        for (Alias entry : entries) {
            Optional<String> matched = entry.pattern().matched(address);
            if (matched.isPresent()) {
                return Optional.of(new Match(entry, entry.address().replace("*", matched.get())));
            }
        }
        return Optional.empty();
    }

    /// The alias that a line of a table or of an import text is, without its end.
    public static Optional<Alias> parse(int number, String line) {
        return entry(number, line);
    }

    private static Optional<Alias> entry(int number, String line) {
        int tab = line.indexOf('\t');
        if (tab < 0) {
            return Optional.empty();
        }
        String alias = line.substring(0, tab).strip();
        String address = line.substring(tab + 1).strip();
        return address(alias) && address(address) ? Optional.of(new Alias(number, alias, address)) : Optional.empty();
    }

    /// Whether that can be a side of an alias.
    public static boolean address(String text) {
        int at = text.indexOf('@');
        return at > 0
                && at == text.lastIndexOf('@')
                && at < text.length() - 1
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
