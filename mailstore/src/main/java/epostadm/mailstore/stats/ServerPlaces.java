package epostadm.mailstore.stats;

import epostadm.mailstore.check.Amount;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.log.LogName;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Measures the queue and the logs. No symbolic link is followed. docs/store-format.md, "Queue" and "Logs".
final class ServerPlaces {

    private static final List<String> QUEUE =
            List.of("incoming", "holding", "domains", "lists", "temp", "dead", "mxcash", "viruslog");

    private final StorePaths paths;
    private final Consumer<Path> unreadable;
    private final List<PlaceUse> places = new ArrayList<>();

    private ServerPlaces(StorePaths paths, Consumer<Path> unreadable) {
        this.paths = paths;
        this.unreadable = unreadable;
    }

    /// Those that are there.
    ///
    /// @param unreadable told of what cannot be read, and is in no sum
    static List<PlaceUse> measure(StorePaths paths, Consumer<Path> unreadable) throws IOException {
        ServerPlaces all = new ServerPlaces(paths, unreadable);
        for (String name : QUEUE) {
            all.measure(PlaceUse.Kind.QUEUE, name);
        }
        all.measure(PlaceUse.Kind.QUEUE, StorePaths.OURS + "/held");
        for (LogName log : LogName.values()) {
            all.measure(PlaceUse.Kind.LOG, log.directory());
        }
        return all.places;
    }

    private void measure(PlaceUse.Kind kind, String name) throws IOException {
        Path directory = paths.work().resolve(name);
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        long[] sums = {0, 0};
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    sums[0]++;
                    sums[1] += attributes.size();
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                if (StorePaths.taken(file)) { // Else it was delivered meanwhile.
                    unreadable.accept(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        places.add(new PlaceUse(kind, name, new Amount(sums[0], sums[1])));
    }
}
