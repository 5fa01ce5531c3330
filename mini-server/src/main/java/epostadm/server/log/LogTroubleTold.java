package epostadm.server.log;

import epostadm.mailstore.log.LogName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the operations log what is wrong with the others.
public final class LogTroubleTold implements LogTrouble {

    private static final Logger LOG = LoggerFactory.getLogger("epostadm.logs");

    @Override
    public void cannotWrite(LogName log, Exception reason) {
        LOG.error("{} cannot be written, its lines are lost until it can: {}", log.directory(), reason.toString());
    }

    @Override
    public void writesAgain(LogName log, long lost) {
        LOG.warn("{} is written again; {} lines are missing", log.directory(), lost);
    }

    @Override
    public void dropped(long lines) {
        LOG.warn("{} log lines were dropped: more came than could be written", lines);
    }
}
