package epostadm.cli.console;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Map;

/// A program that changes something until Ctrl-C, puts it back, and says so: the child in [CancellationTest].
final class SlowChange {

    private SlowChange() {}

    public static void main(String[] arguments) {
        Terminal terminal = Terminal.piped(Map.of(), InputStream.nullInputStream(), System.out, System.err);
        Cancellation cancellation = new Cancellation();
        int status = 0;
        try {
            cancellation.arm(() -> System.out.println("nothing to put back"));
            if (arguments.length == 0) {
                cancellation.begin();
            }
            System.out.println("changing");
            while (true) {
                cancellation.check();
                Thread.onSpinWait();
            }
        } catch (InterruptedIOException e) {
            System.out.println("putting back");
            status = new Failures(terminal, Texts.messages(Language.EN), false)
                    .report(e)
                    .number();
        } finally {
            cancellation.finished(status);
        }
        System.exit(status);
    }
}
