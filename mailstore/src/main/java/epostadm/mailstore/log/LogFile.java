package epostadm.mailstore.log;

import java.nio.file.Path;

/// A day's log as it was found.
///
/// @param size in bytes when it was found; it may grow
public record LogFile(LogName log, LogDay day, Path path, long size) {}
