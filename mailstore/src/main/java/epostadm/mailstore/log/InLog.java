package epostadm.mailstore.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What `inlog` knows of a message: from whom it came, and for whom.
public final class InLog {

    private static final LinesAbout<LogLine.Taken> LINES =
            new LinesAbout<>(LogName.INLOG, LogLine.Taken.class, LogLine.Taken::id);

    private InLog() {}

    /// The lines about exactly that id, in the order of days.
    ///
    /// @param work the store's work folder
    public static List<LogLine.Taken> of(Path work, String queueId) throws IOException {
        return LINES.of(work, queueId);
    }
}
