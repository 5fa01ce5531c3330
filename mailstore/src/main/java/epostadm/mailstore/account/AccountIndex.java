package epostadm.mailstore.account;

import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The accounts of a domain, in this project's own `<domain>.idx`: text, sorted by account, one line each.
///
/// A file without our signature is the vendor's, and is neither parsed nor written. docs/store-format.md, "Account
/// index".
public final class AccountIndex {

    private static final String SIGNATURE = "#epost-idx 1 ";

    private final DomainName domain;
    private final NavigableMap<String, AccountEntry> entries;

    private AccountIndex(DomainName domain, NavigableMap<String, AccountEntry> entries) {
        this.domain = domain;
        this.entries = Collections.unmodifiableNavigableMap(entries);
    }

    /// What lies where a domain's index would be.
    public sealed interface Found {

        record Own(AccountIndex index) implements Found {}

        /// A file that is not ours.
        record Vendors(Path file) implements Found {}

        record Absent(Path file) implements Found {}
    }

    public static AccountIndex empty(DomainName domain) {
        return new AccountIndex(domain, new TreeMap<>());
    }

    /// An index of the given entries; of two for one account the later counts.
    public static AccountIndex of(DomainName domain, Collection<AccountEntry> accounts) {
        NavigableMap<String, AccountEntry> entries = new TreeMap<>();
        accounts.forEach(entry -> entries.put(entry.name().key(), entry));
        return new AccountIndex(domain, entries);
    }

    /// @throws RefusedException with [Refusal.Unreadable] where a file of ours is damaged
    public static Found read(Path file, DomainName domain) throws IOException {
        try {
            if (!signed(file)) {
                return new Found.Vendors(file);
            }
        } catch (NoSuchFileException e) {
            return new Found.Absent(file);
        }
        NavigableMap<String, AccountEntry> entries = new TreeMap<>();
        try (ByteLines lines = new ByteLines(RegularFile.open(file))) {
            String expected = SIGNATURE + domain;
            if (!lines.next() || !text(file, lines).equals(expected)) {
                throw unreadable(file, 1, "the index of another domain", expected);
            }
            while (lines.next()) {
                String line = text(file, lines);
                AccountEntry entry = IndexLine.parse(line)
                        .orElseThrow(() -> unreadable(file, lines.number(), showable(line), IndexLine.EXPECTED));
                if (entries.put(entry.name().key(), entry) != null) {
                    throw unreadable(file, lines.number(), entry.name().text(), "each account once");
                }
            }
        }
        return new Found.Own(new AccountIndex(domain, entries));
    }

    private static String text(Path file, ByteLines lines) throws IOException {
        if (lines.tooLong()) {
            throw unreadable(file, lines.number(), "a line too long", IndexLine.EXPECTED);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(lines.bytes(), 0, lines.length()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable(file, lines.number(), "bytes that are not UTF-8", "UTF-8");
        }
    }

    /// The account's name alone, and nothing where the first cell may be a password that has slipped there.
    private static String showable(String line) {
        String cell = line.split("\t", 2)[0];
        boolean name = cell.length() < line.length()
                && !cell.contains("{")
                && AccountName.parse(cell).isPresent();
        return name ? cell : "a damaged line";
    }

    public DomainName domain() {
        return domain;
    }

    public int size() {
        return entries.size();
    }

    /// All accounts, sorted by name.
    public Collection<AccountEntry> entries() {
        return entries.values();
    }

    public Optional<AccountEntry> find(AccountName name) {
        return Optional.ofNullable(entries.get(name.key()));
    }

    /// Names that begin alike or contain the text, for a hint; at most five.
    public List<AccountName> similar(AccountName name) {
        String stem = name.key().substring(0, Math.min(2, name.key().length()));
        Stream<AccountEntry> candidates = entries.subMap(stem, stem + Character.MAX_VALUE).values().stream();
        return candidates.map(AccountEntry::name).limit(5).toList();
    }

    /// The index with these accounts put in, in place of those of the same names.
    public AccountIndex with(Collection<AccountEntry> accounts) {
        NavigableMap<String, AccountEntry> changed = new TreeMap<>(entries);
        accounts.forEach(entry -> changed.put(entry.name().key(), entry));
        return new AccountIndex(domain, changed);
    }

    public AccountIndex without(Collection<AccountName> names) {
        NavigableMap<String, AccountEntry> changed = new TreeMap<>(entries);
        names.forEach(name -> changed.remove(name.key()));
        return new AccountIndex(domain, changed);
    }

    public void writeTo(OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write(SIGNATURE + domain + "\n");
        for (AccountEntry entry : entries.values()) {
            writer.write(IndexLine.format(entry));
            writer.write('\n');
        }
        writer.flush();
    }

    private static boolean signed(Path file) throws IOException {
        byte[] signature = SIGNATURE.getBytes(StandardCharsets.US_ASCII);
        try (InputStream in = RegularFile.open(file)) {
            return Arrays.equals(signature, in.readNBytes(signature.length));
        }
    }

    private static RefusedException unreadable(Path file, int line, String found, String expected) {
        return new RefusedException(new Refusal.Unreadable(file, line, found, expected));
    }
}
