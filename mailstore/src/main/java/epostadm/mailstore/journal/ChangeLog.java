package epostadm.mailstore.journal;

import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.PrivateFiles;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The changes that were made to a store, and which of them is open: `.epostadm/changes/`.
///
/// The file `open` names the one change that is under way. It is there before the change's first file and goes
/// after its last, so that one look tells every command whether a crash has left something behind.
public final class ChangeLog {

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final Pattern ID_FORM = Pattern.compile("\\d{8}-\\d{6}-[a-z-]+(-\\d+)?");
    private static final int NEWEST = 5;

    private final StorePaths paths;

    public ChangeLog(StorePaths paths) {
        this.paths = paths;
    }

    /// The change that a crash has left open, or that another process is making.
    public Optional<ChangeSummary> open() throws IOException {
        Optional<ChangeDirectory> change = openChange();
        return change.isEmpty() ? Optional.empty() : Optional.of(summary(change.get()));
    }

    /// All changes, the newest first.
    public List<ChangeSummary> list() throws IOException {
        List<ChangeSummary> list = new ArrayList<>();
        for (String id : ids()) {
            list.add(summary(new ChangeDirectory(paths, id)));
        }
        return list;
    }

    /// One change with its steps; without steps where its journal was never finished.
    public ChangeDetails details(String id) throws IOException {
        ChangeDirectory change = find(id);
        ChangeSummary summary = summary(change);
        List<ChangeDetails.Step> steps = new ArrayList<>();
        if (summary.state() != ChangeState.PREPARING) {
            for (ChangeStep step : JournalReader.read(change.journal()).steps()) {
                steps.add(ChangeDetails.describe(step));
            }
        }
        return new ChangeDetails(summary, steps, change.quarantine(), attachments(change));
    }

    ChangeDirectory find(String id) throws IOException {
        if (!isId(id)) {
            throw unknown(id);
        }
        ChangeDirectory change = new ChangeDirectory(paths, id);
        // A crash may have come between the mark and the directory.
        if (!Files.isDirectory(change.directory()) && !marked().equals(Optional.of(id))) {
            throw unknown(id);
        }
        return change;
    }

    private static boolean isId(String text) {
        if (!ID_FORM.matcher(text).matches()) {
            return false;
        }
        try {
            started(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /// A new change, marked as open, whose directories exist.
    ChangeDirectory begin(String kind, Instant now) throws IOException {
        paths.makeOurs();
        PrivateFiles.makeDirectory(paths.changes());
        PrivateFiles.makeDirectory(paths.quarantine());
        String stem = ID.format(now) + "-" + kind;
        for (int i = 1; ; i++) {
            ChangeDirectory change = new ChangeDirectory(paths, i == 1 ? stem : stem + "-" + i);
            if (StorePaths.taken(change.directory()) || StorePaths.taken(change.quarantine())) {
                continue;
            }
            mark(change);
            Files.createDirectory(change.directory(), PrivateFiles.directoryAttributes(change.directory()));
            Files.createDirectory(change.quarantine(), PrivateFiles.directoryAttributes(change.quarantine()));
            return change;
        }
    }

    /// Marks the change as open.
    void mark(ChangeDirectory change) throws IOException {
        AtomicFile.write(marker(), out -> out.write((change.id() + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    /// Takes the mark of the change away, which has come to an end.
    void close(ChangeDirectory change) throws IOException {
        if (marked().equals(Optional.of(change.id()))) {
            Files.delete(marker());
        }
        Durability.of(paths.changes()).forceDirectory(paths.changes());
    }

    /// The change that is marked as open and has not come to its end. A mark that a crash left behind after the end
    /// counts for nothing.
    Optional<ChangeDirectory> openChange() throws IOException {
        Optional<String> id = marked();
        if (id.isEmpty()) {
            return Optional.empty();
        }
        ChangeDirectory change = new ChangeDirectory(paths, id.get());
        return change.state().open() ? Optional.of(change) : Optional.empty();
    }

    private Optional<String> marked() throws IOException {
        String id;
        try {
            id = new String(RegularFile.read(marker(), ChangeDirectory.LONGEST), StandardCharsets.ISO_8859_1).strip();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (!isId(id)) {
            throw new RefusedException(new Refusal.Unreadable(marker(), 1, id, "the id of a change"));
        }
        return Optional.of(id);
    }

    private ChangeSummary summary(ChangeDirectory change) throws IOException {
        ChangeState state = change.state();
        boolean quarantined = filled(change.quarantine()) || filled(change.stage());
        if (state == ChangeState.PREPARING) {
            return new ChangeSummary(change.id(), kind(change.id()), "", started(change.id()), state, quarantined);
        }
        JournalHeader header = JournalReader.readHeader(change.journal());
        return new ChangeSummary(change.id(), header.kind(), header.subject(), header.started(), state, quarantined);
    }

    private static String kind(String id) {
        return id.substring("yyyyMMdd-HHmmss-".length()).replaceFirst("-\\d+$", "");
    }

    private static Instant started(String id) {
        return ID.parse(id.substring(0, "yyyyMMdd-HHmmss".length()), Instant::from);
    }

    private static boolean filled(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isPresent();
        }
    }

    private List<Path> attachments(ChangeDirectory change) throws IOException {
        if (!Files.isDirectory(change.directory())) {
            return List.of(); // It was cut short before its directory was made.
        }
        try (Stream<Path> files = Files.list(change.directory())) {
            return files.filter(file -> file.getFileName().toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }

    private List<String> ids() throws IOException {
        if (!Files.isDirectory(paths.changes())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(paths.changes())) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(ChangeLog::isId)
                    .sorted(ChangeLog::newestFirst)
                    .toList();
        }
    }

    /// Of one second and kind, the tenth came after the second.
    private static int newestFirst(String one, String other) {
        int started = started(other).compareTo(started(one));
        int lengths = started != 0 ? started : Integer.compare(other.length(), one.length());
        return lengths != 0 ? lengths : other.compareTo(one);
    }

    private RefusedException unknown(String id) throws IOException {
        return new RefusedException(
                new Refusal.UnknownChange(id, ids().stream().limit(NEWEST).toList()));
    }

    private Path marker() {
        return paths.changes().resolve("open");
    }
}
