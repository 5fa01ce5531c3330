package epostadm.server.log;

import epostadm.mailstore.log.LogName;

/// Is told when logs cannot be kept: once for each time that it begins. Mail goes on.
public interface LogTrouble {

    void cannotWrite(LogName log, Exception reason);

    /// @param lost the lines that are missing
    void writesAgain(LogName log, long lost);

    /// More lines came at once than the queue holds.
    void dropped(long lines);
}
