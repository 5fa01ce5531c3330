package epostadm.mailstore.check;

import epostadm.mailstore.disk.VolumeUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Looks at the room that is left on the store's volume.
final class VolumeCheck {

    /// Of a large volume a twentieth is still much.
    private static final long PLENTY = 20L << 30;

    private static final long PLENTY_OF_FILES = 1_000_000;
    private static final int SHARE = 20;

    private VolumeCheck() {}

    /// Tells how full the volume of a directory is.
    @FunctionalInterface
    interface Gauge {
        VolumeUse of(Path directory) throws IOException;
    }

    static List<Finding> check(Path work, Gauge gauge) {
        VolumeUse use;
        try {
            use = gauge.of(work);
        } catch (IOException e) {
            // In a container or a changed root the mount that a path lies on may not be known.
            return List.of();
        }
        List<Finding> findings = new ArrayList<>(1);
        if (use.usable() < use.total() / SHARE && use.usable() < PLENTY) {
            findings.add(new SiteFinding.DiskNearlyFull(work, use.usable(), use.total()));
        }
        if (use.freeFiles() < use.totalFiles() / SHARE && use.freeFiles() < PLENTY_OF_FILES) {
            findings.add(new SiteFinding.InodesNearlyUsed(work, use.freeFiles(), use.totalFiles()));
        }
        return findings;
    }
}
