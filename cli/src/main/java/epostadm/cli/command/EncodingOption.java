package epostadm.cli.command;

import epostadm.mailstore.account.AccountTextEncoding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The encoding of an import text that is read.
final class EncodingOption {

    @Option(names = "--encoding", paramLabel = "auto|utf-8|windows-31j")
    private Encoding encoding = Encoding.AUTO;

    enum Encoding {
        AUTO,
        UTF_8,
        WINDOWS_31J;

        Optional<Charset> charset() {
            return switch (this) {
                case AUTO -> Optional.empty();
                case UTF_8 -> Optional.of(StandardCharsets.UTF_8);
                case WINDOWS_31J -> Optional.of(AccountTextEncoding.WINDOWS_31J);
            };
        }
    }

    /// Nothing where it is to be found out.
    Optional<Charset> forced() {
        return encoding.charset();
    }
}
