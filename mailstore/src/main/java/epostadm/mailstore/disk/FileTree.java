package epostadm.mailstore.disk;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;

/// Walks all that lies below a path, itself included, without following symbolic links.
public final class FileTree {

    private FileTree() {}

    /// Given each file and directory with its attributes; a directory comes before what is in it.
    @FunctionalInterface
    public interface Visitor {
        void visit(Path path, BasicFileAttributes attributes) throws IOException;
    }

    public static void walk(Path top, Visitor visitor) throws IOException {
        walk(top, _ -> true, visitor);
    }

    /// Visits only what is `wanted`, and of directories that are not wanted nothing below either.
    public static void walk(Path top, Predicate<Path> wanted, Visitor visitor) throws IOException {
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (!wanted.test(directory)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                visitor.visit(directory, attributes);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (wanted.test(file)) {
                    visitor.visit(file, attributes);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /// Deletes `top` and all below it for good; `deleted` is told of every file.
    public static void delete(Path top, Runnable deleted) throws IOException {
        if (!StorePaths.taken(top)) {
            return;
        }
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                deleted.run();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /// Deletes the directories below `top`, and `top`, as far as nothing is in them.
    public static void deleteEmptyDirectories(Path top) throws IOException {
        if (!StorePaths.taken(top)) {
            return;
        }
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                try {
                    Files.delete(directory);
                } catch (DirectoryNotEmptyException e) {
                    return FileVisitResult.CONTINUE;
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
