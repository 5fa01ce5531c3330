package epostadm.mailstore.disk;

import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Resolves many names one after the other, as [StorePaths#resolve(String)] does, without looking again at the
/// directories above where they are those of the name before.
///
/// Whoever moves directories meanwhile must have it [#forget()]. Not for several threads.
public final class PathResolver {

    private final StorePaths paths;
    private String above = "";
    private Optional<Path> directory = Optional.empty();

    public PathResolver(StorePaths paths) {
        this.paths = paths;
    }

    /// The path that a relative name means.
    ///
    /// @throws RefusedException as [StorePaths#resolve(String)] does
    public Path resolve(String relative) throws IOException {
        int slash = relative.lastIndexOf('/');
        if (directory.isPresent() && slash == above.length() && relative.startsWith(above)) {
            Optional<Path> path = StorePaths.below(directory.get(), relative.substring(slash + 1));
            return path.orElseThrow(() -> new RefusedException(new Refusal.LeadsOutOfStore(directory.get())));
        }
        Path path = paths.resolve(relative);
        if (slash > 0) {
            above = relative.substring(0, slash);
            directory = Optional.of(path.getParent());
        }
        return path;
    }

    /// Looks at all directories again the next time.
    public void forget() {
        directory = Optional.empty();
    }
}
