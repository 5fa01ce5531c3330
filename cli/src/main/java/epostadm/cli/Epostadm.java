package epostadm.cli;

import epostadm.cli.command.Dispatcher;
import epostadm.cli.console.Cancellation;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/// The program: `epostadm ENTITY ACTION [options]`.
public final class Epostadm {

    private Epostadm() {}

    public static void main(String[] arguments) {
        int status = run(Terminal.ofProcess(), List.of(arguments));
        if (status != 0) {
            System.exit(status);
        }
    }

    /// Runs one command line within the process, without a terminal, and returns its exit status.
    public static int run(
            List<String> arguments,
            Map<String, String> environment,
            InputStream in,
            OutputStream out,
            OutputStream err) {
        return run(Terminal.piped(environment, in, out, err), arguments);
    }

    private static int run(Terminal terminal, List<String> arguments) {
        Cancellation cancellation = new Cancellation();
        int status = ExitCode.OUR_FAULT.number();
        try {
            status = new Dispatcher(terminal, cancellation).run(arguments);
        } finally {
            cancellation.finished(status);
        }
        return status;
    }
}
