package epostadm.mailstore.journal;

import epostadm.mailstore.disk.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;

/// What a file or a tree looked like when it was staged, to tell later whether it is still as the change left it.
/// Of a tree: names and sizes; of a file: size and time of change. Nothing of the content, since that may be a
/// password.
///
/// @param files number of files and directories in the tree, 1 for a single file
/// @param bytes the files' sizes together
/// @param names CRC-32C over names and sizes, or of a single file its time of change
record Fingerprint(long files, long bytes, long names) {

    /// A file in a tree, or with size 0 a directory whose name ends in `/`.
    record Entry(String name, long size) {}

    static Fingerprint of(Path path) throws IOException {
        BasicFileAttributes top = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!top.isDirectory()) {
            return new Fingerprint(1, top.size(), top.lastModifiedTime().toMillis());
        }
        List<Entry> entries = new ArrayList<>();
        FileTree.walk(path, (file, attributes) -> {
            String name = name(path, file);
            if (!attributes.isDirectory()) {
                entries.add(new Entry(name, attributes.size()));
            } else if (!name.isEmpty()) {
                entries.add(new Entry(name + "/", 0));
            }
        });
        return ofTree(entries);
    }

    /// The name of something within a tree, the same on every system.
    static String name(Path top, Path path) {
        return top.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    static Fingerprint ofTree(Collection<Entry> entries) {
        List<String> lines = new ArrayList<>(entries.size());
        long bytes = 0;
        for (Entry entry : entries) {
            lines.add(entry.name() + " " + entry.size() + "\n");
            bytes += entry.size();
        }
        lines.sort(null);
        CRC32C names = new CRC32C();
        lines.forEach(line -> names.update(line.getBytes(StandardCharsets.UTF_8)));
        return new Fingerprint(lines.size(), bytes, names.getValue());
    }
}
