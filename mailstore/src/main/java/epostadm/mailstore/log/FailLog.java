package epostadm.mailstore.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What `faillog` knows of a message: from whom it came, and to whom it could not be delivered.
public final class FailLog {

    private static final LinesAbout<LogLine.GivenUp> LINES =
            new LinesAbout<>(LogName.FAILLOG, LogLine.GivenUp.class, LogLine.GivenUp::id);

    private FailLog() {}

    /// The lines about exactly that id, in the order of days.
    ///
    /// @param work the store's work folder
    public static List<LogLine.GivenUp> of(Path work, String queueId) throws IOException {
        return LINES.of(work, queueId);
    }
}
