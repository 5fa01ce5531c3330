package epostadm.mailstore.repair;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.check.Finding;
import epostadm.mailstore.control.AddressList;
import epostadm.mailstore.control.ApopDat;
import epostadm.mailstore.control.EffectDat;
import epostadm.mailstore.control.EffectWho;
import epostadm.mailstore.control.ImsCtl;
import epostadm.mailstore.control.SenderDat;
import epostadm.mailstore.control.SizeCtl;
import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.journal.PlannedStep;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Plans the cures of single files: control files, the alias table. What is read is the file of now; what is
/// written bears the name that it will have. docs/store-format.md, "Control files".
final class FileTreatment {

    private static final int LONGEST = 16 << 20;
    private static final String FILE = "file:";
    private static final String PERMIT_THE_REST = "*,0";
    private static final String NULL_SENDER = "#<> default";
    private static final String BLANK_SENDER = "#blank";

    private final StorePaths paths;
    private final Edition edition;
    private final Map<Path, Path> renamed = new HashMap<>();
    private final Map<Path, Set<Integer>> droppedLines = new HashMap<>();

    FileTreatment(StorePaths paths, Edition edition) {
        this.paths = paths;
        this.edition = edition;
    }

    void treat(Finding finding, Cure.FileStep step, Treatment treatment) throws IOException {
        Path file = finding.place();
        switch (step) {
            case Cure.SpellControlFile(String expected) -> spell(file, expected, treatment);
            case Cure.PermitTheRest _ -> put(file, permittingTheRest(file), treatment);
            case Cure.AcceptNullSender _ -> put(file, acceptingNullSender(file), treatment);
            case Cure.NameOwnList(Path list) -> nameOwnList(file, list, treatment);
            case Cure.DropAliasLine(int line) -> dropAliasLine(file, line, treatment);
            case Cure.WriteApopDat(AccountName account, DomainName domain) ->
                writeApopDat(file, account, domain, treatment);
            case Cure.WriteSizeCtl(long bytes) -> write(file, SizeCtl.NAME, Long.toString(bytes), treatment);
        }
    }

    private void put(Path file, AtomicFile.Content content, Treatment treatment) {
        Path later = renamed.getOrDefault(file, file);
        treatment.steps.add(new PlannedStep.PutFile(paths.relative(later), content));
    }

    /// The check did not look into the file, since no server does; afterwards it does. What it would find then, and
    /// what has a cure, is put right at once.
    private void spell(Path file, String expected, Treatment treatment) throws IOException {
        Path later = file.resolveSibling(expected);
        if (StorePaths.taken(later) || spellings(file, expected) > 1) {
            treatment.leave(Cure.Why.NAME_TAKEN);
            return;
        }
        renamed.put(file, later);
        treatment.steps.add(new PlannedStep.Move(paths.relative(file), paths.relative(later)));
        switch (expected) {
            case SenderDat.NAME -> {
                if (endsOpen(SenderDat.readFile(file))) {
                    put(file, permittingTheRest(file), treatment);
                }
            }
            case EffectDat.NAME -> {
                boolean servers = file.getParent().equals(paths.work());
                if (servers && !EffectDat.readFile(file).lines().stream().anyMatch(FileTreatment::nullSender)) {
                    put(file, acceptingNullSender(file), treatment);
                }
            }
            case ImsCtl.NAME -> {
                Optional<Path> list = foreignList(file);
                if (list.isPresent()) {
                    nameOwnList(file, list.get(), treatment);
                }
            }
            default -> {}
        }
    }

    /// How many files beside it would get the same name.
    private static long spellings(Path file, String expected) throws IOException {
        return FolderListing.names(file.getParent()).stream()
                        .filter(expected::equalsIgnoreCase)
                        .filter(name -> !name.equals(file.getFileName().toString()))
                        .count()
                + 1;
    }

    private static boolean endsOpen(SenderDat file) {
        List<SenderDat.Line> lines = file.lines();
        return lines.stream().anyMatch(line -> !line.permits())
                && !(lines.getLast().permits() && lines.getLast().pattern().equals("*"));
    }

    private static boolean nullSender(EffectDat.Line line) {
        return line.who() instanceof EffectWho.NullSender;
    }

    /// The list in the mailbox of which the file gives a path as Windows has them.
    private Optional<Path> foreignList(Path file) throws IOException {
        Optional<String> target =
                ImsCtl.read(file).forwardTo().filter(to -> to.regionMatches(true, 0, FILE, 0, FILE.length()));
        String path = target.map(to -> to.substring(FILE.length()).strip()).orElse("");
        boolean windows = path.indexOf('\\') >= 0 || path.matches("[A-Za-z]:/.*");
        return windows
                ? AddressList.locate(path, file.getParent(), edition, paths.work())
                        .filter(list -> Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS))
                : Optional.empty();
    }

    private AtomicFile.Content permittingTheRest(Path file) throws IOException {
        List<String> lines = lines(file);
        String end = lineEnd(lines);
        endLast(lines, end);
        lines.add(PERMIT_THE_REST + end);
        return content(lines);
    }

    /// Before the line for senders without a domain, as in the file that the vendor ships; else at the end.
    private AtomicFile.Content acceptingNullSender(Path file) throws IOException {
        List<String> lines = StorePaths.taken(file) ? lines(file) : new ArrayList<>();
        String end = lineEnd(lines);
        int at = 0;
        while (at < lines.size() && !lines.get(at).strip().startsWith(BLANK_SENDER)) {
            at++;
        }
        if (at == lines.size()) {
            endLast(lines, end);
        }
        lines.add(at, NULL_SENDER + end);
        return content(lines);
    }

    private void nameOwnList(Path file, Path list, Treatment treatment) throws IOException {
        if (!StorePaths.taken(list)) {
            treatment.leave(Cure.Why.NOT_CERTAIN);
            return;
        }
        String target = FILE + list;
        boolean unix = list.toString().startsWith("/");
        boolean ascii = target.chars().allMatch(c -> c >= ' ' && c <= '~'); // Else no encoding is known there.
        if (unix != (edition == Edition.BSD) || !ascii) {
            treatment.leave(Cure.Why.NOT_CERTAIN);
            return;
        }
        put(file, ImsCtl.read(file).withForwardTo(Optional.of(target), edition)::writeTo, treatment);
    }

    /// All lines that go, go with the first of them.
    private void dropAliasLine(Path file, int line, Treatment treatment) throws IOException {
        Set<Integer> lines = droppedLines.computeIfAbsent(file, _ -> new TreeSet<>());
        if (lines.isEmpty()) {
            Aliases aliases = Aliases.read(file);
            put(file, out -> aliases.without(lines).writeTo(out), treatment);
        } else {
            treatment.shares();
        }
        lines.add(line);
    }

    private void writeApopDat(Path file, AccountName account, DomainName domain, Treatment treatment)
            throws IOException {
        Optional<AccountEntry> entry =
                AccountIndex.read(paths.accountIndex(domain), domain) instanceof AccountIndex.Found.Own(var index)
                        ? index.find(account)
                        : Optional.empty();
        Optional<String> clear = entry.flatMap(it -> it.password().clear());
        if (clear.isEmpty()) {
            treatment.leave(Cure.Why.NEEDS_DECISION);
        } else {
            write(file, ApopDat.NAME, clear.get() + edition.lineEnd(), treatment);
        }
    }

    /// A file that is not there, be it under another spelling.
    private void write(Path place, String name, String text, Treatment treatment) throws IOException {
        Path root = place.endsWith(name) ? place.getParent() : place;
        if (FolderListing.names(root).stream().anyMatch(name::equalsIgnoreCase)) {
            treatment.leave(Cure.Why.NEEDS_DECISION);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        put(root.resolve(name), out -> out.write(bytes), treatment);
    }

    /// The lines with their ends, one char a byte.
    private static List<String> lines(Path file) throws IOException {
        String text = new String(RegularFile.read(file, LONGEST), StandardCharsets.ISO_8859_1);
        List<String> lines = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int lineFeed = text.indexOf('\n', start);
            int end = lineFeed < 0 ? text.length() : lineFeed + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }

    private String lineEnd(List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().endsWith("\n")) {
            return edition.lineEnd();
        }
        return lines.getFirst().endsWith("\r\n") ? "\r\n" : "\n";
    }

    private static void endLast(List<String> lines, String end) {
        if (!lines.isEmpty() && !lines.getLast().endsWith("\n")) {
            lines.set(lines.size() - 1, lines.getLast() + end);
        }
    }

    private static AtomicFile.Content content(List<String> lines) {
        byte[] bytes = String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
        return out -> out.write(bytes);
    }
}
