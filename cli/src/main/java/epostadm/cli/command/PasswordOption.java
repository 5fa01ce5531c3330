package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.account.Password;
import epostadm.mailstore.account.PasswordScheme;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;

/// A new password, from standard input or typed, never from the command line; and how it is stored.
final class PasswordOption {

    @Option(names = "--password-stdin")
    private boolean fromInput;

    @Option(names = "--scheme", paramLabel = "scram-sha-256|sha512-crypt|plain")
    private PasswordScheme scheme = PasswordScheme.SCRAM_SHA_256;

    PasswordScheme scheme() {
        return scheme;
    }

    String read(Invocation invocation) throws IOException, Refusal {
        char[] typed = fromInput
                ? invocation.questions().passwordFromInput()
                : invocation.questions().passwordFromTerminal();
        String password = new String(typed);
        Arrays.fill(typed, ' ');
        Optional<Password.Flaw> flaw = Password.flaw(password);
        if (flaw.isPresent()) {
            throw new Refusal(ExitCode.USAGE, invocation.text("password.unfit." + Tokens.of(flaw.get())));
        }
        return password;
    }
}
