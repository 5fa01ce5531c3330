package epostadm.mailstore.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much room there is on a volume: bytes that this user may still write, of how many; and files that may still
/// be made, of how many, 0 of 0 where the system does not count them.
public record VolumeUse(long usable, long total, long freeFiles, long totalFiles) {

    /// Of the volume that the directory lies on.
    public static VolumeUse of(Path directory) throws IOException {
        FileStore volume = Files.getFileStore(directory);
        FileCount files = FileCount.of(directory);
        return new VolumeUse(volume.getUsableSpace(), volume.getTotalSpace(), files.free(), files.total());
    }
}
