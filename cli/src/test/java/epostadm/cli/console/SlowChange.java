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
            if (arguments.length == 1) {
                System.out.println("waiting");
                endless(new Cancellation());
            }
            cancellation.begin();
            System.out.println("changing");
            endless(cancellation);
        } catch (InterruptedIOException e) {
            System.out.println("putting back");
            if (arguments.length == 2) {
                return;
            }
            status = new Failures(terminal, Texts.messages(Language.EN), false)
                    .report(e)
                    .number();
        } finally {
            cancellation.finished(status);
        }
        System.exit(status);
    }

    private static void endless(Cancellation cancellation) throws InterruptedIOException {
        while (true) {
            cancellation.check();
            Thread.onSpinWait();
        }
    }
}
