package epostadm.mailstore.content;

import epostadm.mailstore.disk.OpenMessageFile;
import epostadm.mailstore.disk.RegularFile;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/// What tells, without reading it, that a message's file is another than before.
record Stamp(Instant modified, long bytes) {

    static Stamp of(Path file) throws IOException {
        BasicFileAttributes attributes = RegularFile.attributes(file);
        return new Stamp(attributes.lastModifiedTime().toInstant(), attributes.size());
    }

    static Stamp of(OpenMessageFile file) {
        return new Stamp(file.modified(), file.bytes());
    }
}
