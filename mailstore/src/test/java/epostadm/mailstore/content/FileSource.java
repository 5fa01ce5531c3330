package epostadm.mailstore.content;

import epostadm.mailstore.folder.LiveMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/// A message that is a file and in no folder, and counts how often it is touched.
record FileSource(String key, Path file, AtomicInteger touches) implements Source {

    static final Instant DATE = Instant.parse("2026-11-24T09:00:00.123456789Z");

    static FileSource of(Path directory, String key, byte[] octets) throws IOException {
        FileSource source = new FileSource(key, directory.resolve(key + ".MSG"), new AtomicInteger());
        source.write(octets, DATE);
        return source;
    }

    /// @param text with LF for CRLF
    static FileSource of(Path directory, String key, String text) throws IOException {
        return of(directory, key, octets(text));
    }

    static byte[] octets(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    void write(byte[] octets, Instant date) throws IOException {
        Files.write(file, octets);
        Files.setLastModifiedTime(file, FileTime.from(date));
    }

    @Override
    public <T> T withFile(LiveMessage.FileAction<T> action) throws IOException {
        touches.incrementAndGet();
        return action.on(file);
    }
}
