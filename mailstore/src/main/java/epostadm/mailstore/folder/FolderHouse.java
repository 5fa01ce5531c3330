package epostadm.mailstore.folder;

import epostadm.mailstore.disk.Durability;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;

/// What folders at work find around them.
///
/// @param trouble hears, a sentence each time, what an administrator should know; with a folder's lock held, so it
/// must not call back
public record FolderHouse(InstantSource clock, Durability durability, Consumer<String> trouble) {

    /// On the disk of `store`.
    public static FolderHouse of(Path store, InstantSource clock, Consumer<String> trouble) {
        return new FolderHouse(clock, Durability.of(store), trouble);
    }
}
