package epostadm.mailstore.account;

import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The account lines of a domain's retired accounts, so that they can come back: text, one line each, first the
/// directory that was put aside (empty where the account had none) and when, then the line of the index.
///
/// docs/store-format.md, "What is ours".
public final class RetiredAccounts {

    private static final String SIGNATURE = "#epost-retired 1 ";
    private static final Pattern SUFFIX = Pattern.compile("\\+\\d{8}(-\\d+)?$");

    private final DomainName domain;
    private final List<Retired> entries;
    /// Of two for one directory the later, since the earlier one must be gone.
    private final Map<String, Retired> byDirectory = new HashMap<>();

    private RetiredAccounts(DomainName domain, List<Retired> entries) {
        this.domain = domain;
        this.entries = List.copyOf(entries);
        this.entries.forEach(retired -> byDirectory.put(retired.directory(), retired));
    }

    /// One retired account.
    ///
    /// @param directory the name of its mailbox now, below the domain's mailbox roots; empty where it had none
    public record Retired(String directory, Instant since, AccountEntry entry) {

        public Retired {
            if (!directory.isEmpty() && !stem(directory).equalsIgnoreCase("~" + entry.name())) {
                throw new IllegalArgumentException("not a directory of " + entry.name() + " put aside: " + directory);
            }
        }

        /// The name of its mailbox before, as it was spelt.
        public String formerDirectory() {
            return stem(directory).substring(1);
        }

        /// Without the date that a name gets where it is taken.
        private static String stem(String directory) {
            return SUFFIX.matcher(directory).replaceFirst("");
        }
    }

    /// The list, empty where there is no file.
    ///
    /// @throws RefusedException with [Refusal.Unreadable] where the file is damaged
    public static RetiredAccounts read(Path file, DomainName domain) throws IOException {
        List<Retired> entries = new ArrayList<>();
        int number = 1;
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(RegularFile.open(file), StandardCharsets.UTF_8.newDecoder()))) {
            String signature = reader.readLine();
            if (!(SIGNATURE + domain).equals(signature)) {
                throw unreadable(file, 1, String.valueOf(signature), SIGNATURE + domain);
            }
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                Retired retired = parse(line).orElse(null);
                if (retired == null) {
                    throw unreadable(file, number, line.split("\t", 2)[0], "directory, time, " + IndexLine.EXPECTED);
                }
                entries.add(retired);
            }
        } catch (NoSuchFileException e) {
            return new RetiredAccounts(domain, List.of());
        } catch (CharacterCodingException e) {
            throw unreadable(file, number + 1, "bytes that are not UTF-8", "UTF-8");
        }
        return new RetiredAccounts(domain, entries);
    }

    public DomainName domain() {
        return domain;
    }

    /// In the order in which they were retired.
    public List<Retired> entries() {
        return entries;
    }

    /// The account's latest retirement, if it is retired.
    public Optional<Retired> latest(AccountName name) {
        return entries.reversed().stream()
                .filter(retired -> retired.entry().name().equals(name))
                .findFirst();
    }

    /// The account whose directory that is.
    public Optional<Retired> ofDirectory(String directory) {
        return Optional.ofNullable(byDirectory.get(directory));
    }

    public RetiredAccounts with(Collection<Retired> more) {
        List<Retired> all = new ArrayList<>(entries);
        all.addAll(more);
        return new RetiredAccounts(domain, all);
    }

    public RetiredAccounts without(Collection<Retired> fewer) {
        List<Retired> rest = new ArrayList<>(entries);
        rest.removeAll(new HashSet<>(fewer));
        return new RetiredAccounts(domain, rest);
    }

    public void writeTo(OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write(SIGNATURE + domain + "\n");
        for (Retired retired : entries) {
            writer.write(
                    retired.directory() + "\t" + retired.since() + "\t" + IndexLine.format(retired.entry()) + "\n");
        }
        writer.flush();
    }

    private static Optional<Retired> parse(String line) {
        String[] parts = line.split("\t", 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        try {
            Instant since = Instant.parse(parts[1]);
            return IndexLine.parse(parts[2]).map(entry -> new Retired(parts[0], since, entry));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static RefusedException unreadable(Path file, int line, String found, String expected) {
        return new RefusedException(new Refusal.Unreadable(file, line, found, expected));
    }
}
