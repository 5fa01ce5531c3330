package epostadm.mailstore.conversion;

import epostadm.mailstore.conversion.Conversion.Matter;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.refusal.Refusal.Unconvertible.Obstacle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Looks for names that Windows cannot hold, or would take for one another.
final class NamesForWindows {

    /// What programs of Windows can open without asking for more.
    private static final int LONGEST_PATH = 259;

    private final String workFolder;
    private final StorePaths paths;
    private final ConversionSteps steps;

    NamesForWindows(String workFolder, StorePaths paths, ConversionSteps steps) {
        this.workFolder = workFolder;
        this.paths = paths;
        this.steps = steps;
    }

    /// Looks at the names in a directory.
    void look(Path directory, List<String> names) {
        Map<String, String> seen = new HashMap<>();
        int longest = 0;
        for (String name : names) {
            longest = Math.max(longest, name.length());
            if (!Edition.WINDOWS.canHold(name)) {
                steps.obstacle(Obstacle.WINDOWS_NAMES, steps.name(directory.resolve(name)));
            }
            String twin = seen.put(name.toLowerCase(Locale.ROOT), name);
            if (twin != null) {
                steps.obstacle(Obstacle.CASE_TWINS, steps.name(directory.resolve(twin)));
                steps.obstacle(Obstacle.CASE_TWINS, steps.name(directory.resolve(name)));
            }
        }
        if (workFolder.length() + paths.relative(directory).length() + longest + 2 > LONGEST_PATH) {
            steps.remark(Matter.LONG_PATH, paths.relative(directory));
        }
    }

    /// Looks at the names in a directory and in all below it.
    void lookBelow(Path directory, List<String> names) throws IOException {
        look(directory, names);
        for (String name : names) {
            Path child = directory.resolve(name);
            if (!MessageFileName.endsAsMessage(name) && Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                lookBelow(child, FolderListing.names(child));
            }
        }
    }
}
