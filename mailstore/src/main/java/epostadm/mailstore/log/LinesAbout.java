package epostadm.mailstore.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The lines of a log about one message. Read line by line, a day's file after the other, also below directories of
/// the name of a computer.
///
/// @param kind the lines that are looked for, and whose id they name
record LinesAbout<L>(LogName log, Class<L> kind, Function<L, LogId> id) {

    /// The lines about exactly that id, in the order of days.
    ///
    /// @param work the store's work folder
    List<L> of(Path work, String queueId) throws IOException {
        Path directory = work.resolve(log.directory());
        List<L> lines = new ArrayList<>();
        for (Path file : days(directory)) {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(
                            Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), StandardCharsets.UTF_8));
                    Stream<String> all = in.lines()) {
                all.filter(line -> line.contains(queueId))
                        .map(line -> LogLineParser.parse(log, line))
                        .flatMap(parsed -> parsed.stream())
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .filter(line -> id.apply(line).queueId().equals(queueId))
                        .forEach(lines::add);
            } catch (java.io.UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return lines;
    }

    private static List<Path> days(Path directory) throws IOException {
        List<Path> days = new ArrayList<>();
        for (Path entry : entries(directory)) {
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                entries(entry).stream().filter(LinesAbout::day).forEach(days::add);
            } else if (day(entry)) {
                days.add(entry);
            }
        }
        days.sort(
                java.util.Comparator.comparing((Path file) -> file.getFileName().toString())
                        .thenComparing(Path::toString));
        return days;
    }

    private static boolean day(Path file) {
        return LogDay.parse(file.getFileName().toString()).isPresent()
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                stream.forEach(entries::add);
            }
        }
        return entries;
    }
}
