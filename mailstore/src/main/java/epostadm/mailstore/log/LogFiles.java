package epostadm.mailstore.log;

import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.PrivateFiles;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Appends lines to a store's log files, a file a day. For one thread.
///
/// A file is opened for each batch, so that whoever moves or deletes one needs not tell us. Nothing is written
/// through a symbolic link, nor to what is no plain file. docs/store-format.md, "Logs".
public final class LogFiles {

    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final Set<OpenOption> APPEND =
            Set.of(StandardOpenOption.APPEND, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final StorePaths paths;
    private final String lineEnd;

    /// The files that are known to end with a whole line, since we wrote it.
    private final Map<LogName, Path> whole = new EnumMap<>(LogName.class);

    /// @param work the store's work folder
    public LogFiles(Path work, Edition edition) {
        this.paths = new StorePaths(work);
        this.lineEnd = edition.lineEnd();
    }

    /// Appends lines, given without their ends, to a day's file; file and directory are made where they are
    /// missing.
    ///
    /// @throws RefusedException with [Refusal.LeadsOutOfStore] where either is a symbolic link
    public void append(LogName log, LogDay day, List<String> lines) throws IOException {
        Path file = directory(log).resolve(day.fileName());
        boolean known = file.equals(whole.remove(log));
        try (SeekableByteChannel channel = open(file)) {
            StringBuilder text = new StringBuilder(known || endsWhole(file) ? "" : lineEnd);
            lines.forEach(line -> text.append(line).append(lineEnd));
            ByteBuffer octets = StandardCharsets.UTF_8.encode(text.toString());
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
        }
        whole.put(log, file);
    }

    private Path directory(LogName log) throws IOException {
        Path directory = paths.work().resolve(log.directory());
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            PrivateFiles.makeDirectory(directory);
            Ownership.of(paths.work()).give(directory);
        }
        return directory;
    }

    private static SeekableByteChannel open(Path file) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return create(file);
        }
        if (attributes.isSymbolicLink()) {
            throw new RefusedException(new Refusal.LeadsOutOfStore(file));
        }
        if (!attributes.isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "not a regular file");
        }
        return Files.newByteChannel(file, APPEND);
    }

    /// For its owner alone, unless other days' logs are open to others: then like the latest of those.
    private static SeekableByteChannel create(Path file) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(file, NEW, PrivateFiles.fileAttributes(file));
        try {
            Ownership.of(file.getParent()).give(file);
            if (PrivateFiles.fileAttributes(file).length > 0) {
                Optional<Set<PosixFilePermission>> model = permissionsBefore(file);
                if (model.isPresent()) {
                    Files.setPosixFilePermissions(file, model.get());
                }
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            try (channel) {
                throw e;
            }
        }
    }

    private static Optional<Set<PosixFilePermission>> permissionsBefore(Path file) throws IOException {
        Optional<Path> latest = Optional.empty();
        try (DirectoryStream<Path> others = Files.newDirectoryStream(file.getParent())) {
            for (Path other : others) {
                if (!other.equals(file)
                        && LogDay.parse(other.getFileName().toString()).isPresent()
                        && Files.isRegularFile(other, LinkOption.NOFOLLOW_LINKS)
                        && latest.map(path -> path.compareTo(other) < 0).orElse(true)) {
                    latest = Optional.of(other);
                }
            }
        }
        return latest.isEmpty()
                ? Optional.empty()
                : Optional.of(Files.getPosixFilePermissions(latest.get(), LinkOption.NOFOLLOW_LINKS));
    }

    /// Whether the next line may begin here: a full disk or a crash cuts lines short.
    private static boolean endsWhole(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file, READ)) {
            if (channel.size() == 0) {
                return true;
            }
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(channel.size() - 1).read(last);
            return last.get(0) == '\n';
        }
    }
}
