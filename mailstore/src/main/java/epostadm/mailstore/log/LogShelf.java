package epostadm.mailstore.log;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The log files that there are: `<log>/[<computer>/]YYMMDD.log`, and such as were put aside under a further
/// number, `YYMMDD.log.1`. docs/store-format.md, "Logs".
///
/// @param files the wanted ones, by log, then by path
/// @param missing logs of which there is no file at all
/// @param leftOut files that look like a day's log and are not read: compressed ones, and symbolic links, which are
/// not followed
public record LogShelf(List<LogFile> files, Set<LogName> missing, List<Path> leftOut) {

    private static final Pattern FILE = Pattern.compile("(\\d{6}\\.log)(\\.\\d{1,3})?(.*)", Pattern.CASE_INSENSITIVE);

    public LogShelf {
        files = List.copyOf(files);
        missing = Set.copyOf(missing);
        leftOut = List.copyOf(leftOut);
    }

    /// @param directory the one that holds `acceptlog` and the others: usually the store's work folder
    public static LogShelf find(Path directory, Set<LogName> wanted, LogPeriod period) throws IOException {
        Map<String, LogName> names = new HashMap<>();
        wanted.forEach(log -> names.put(log.directory(), log));
        Finder finder = new Finder(period);
        for (Path child : entries(directory)) {
            LogName log = names.get(child.getFileName().toString().toLowerCase(Locale.ROOT));
            if (log != null) {
                finder.find(log, child, true);
            }
        }
        finder.files.sort(Comparator.comparing(LogFile::log).thenComparing(LogFile::path));
        finder.leftOut.sort(null);
        Set<LogName> missing = EnumSet.noneOf(LogName.class);
        missing.addAll(wanted);
        missing.removeAll(finder.present);
        return new LogShelf(finder.files, missing, finder.leftOut);
    }

    public long bytes() {
        return files.stream().mapToLong(LogFile::size).sum();
    }

    /// Those of some logs alone.
    public List<LogFile> of(Set<LogName> logs) {
        return files.stream().filter(file -> logs.contains(file.log())).toList();
    }

    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    private static final class Finder {
        private final LogPeriod period;
        private final List<LogFile> files = new ArrayList<>();
        private final List<Path> leftOut = new ArrayList<>();
        private final Set<LogName> present = EnumSet.noneOf(LogName.class);

        Finder(LogPeriod period) {
            this.period = period;
        }

        void find(LogName log, Path directory, boolean computers) throws IOException {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                if (Files.isSymbolicLink(directory)) {
                    leftOut.add(directory);
                }
                return;
            }
            for (Path entry : entries(directory)) {
                Matcher name = FILE.matcher(entry.getFileName().toString());
                Optional<LogDay> day = name.matches() ? LogDay.parse(name.group(1)) : Optional.empty();
                if (day.isPresent()) {
                    take(log, day.get(), entry, name.group(3).isEmpty());
                } else if (computers && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    find(log, entry, false);
                }
            }
        }

        private void take(LogName log, LogDay day, Path entry, boolean plain) throws IOException {
            BasicFileAttributes attributes;
            try {
                attributes = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException e) {
                return;
            }
            if (plain && attributes.isRegularFile()) {
                present.add(log);
                if (period.touches(day)) {
                    files.add(new LogFile(log, day, entry, attributes.size()));
                }
            } else if (period.touches(day) && !attributes.isDirectory()) {
                leftOut.add(entry);
            }
        }
    }
}
