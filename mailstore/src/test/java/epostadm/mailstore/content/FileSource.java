package epostadm.mailstore.content;

import epostadm.mailstore.folder.LiveMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// A message that is a file and in no folder.
record FileSource(String key, Path file) implements Source {

    static final Instant DATE = Instant.parse("2026-11-24T09:00:00.123456789Z");

    static FileSource of(Path directory, String key, byte[] octets) throws IOException {
        FileSource source = new FileSource(key, directory.resolve(key + ".MSG"));
        source.write(octets, DATE);
        return source;
    }

    static FileSource of(Path directory, String key, String text) throws IOException {
        return of(directory, key, text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] octets, Instant date) throws IOException {
        Files.write(file, octets);
        Files.setLastModifiedTime(file, FileTime.from(date));
    }

    @Override
    public <T> T withFile(LiveMessage.FileAction<T> action) throws IOException {
        return action.on(file);
    }
}
