package epostadm.cli.operations;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/// Keeps Logback from looking for configuration files: nothing is logged before [OperationsLog] is open, and nobody
/// can change what is logged by putting a file into a directory. Found by the service loader, hence public.
public final class NoConfigurationFile extends ContextAwareBase implements Configurator {

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
