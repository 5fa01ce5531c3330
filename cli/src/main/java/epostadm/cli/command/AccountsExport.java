package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountTextEncoding;
import epostadm.mailstore.account.AccountTextForm;
import epostadm.mailstore.account.AccountTextWriter;
import epostadm.mailstore.account.UnencodableCharacterException;
import epostadm.mailstore.change.PrivateOutput;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.io.output.CloseShieldOutputStream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `accounts export`: the domain's accounts as import text, into a file or to standard output.
final class AccountsExport implements Subcommand {

    @Parameters(paramLabel = "FILE", arity = "0..1")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--line-end", paramLabel = "crlf|lf")
    private Optional<AccountTextForm.LineEnd> lineEnd = Optional.empty();

    @Option(names = "--encoding", paramLabel = "utf-8|windows-31j")
    private Encoding encoding = Encoding.UTF_8;

    @Option(names = "--with-hashes")
    private boolean withHashes;

    @Option(names = "--overwrite")
    private boolean overwrite;

    enum Encoding {
        UTF_8(StandardCharsets.UTF_8),
        WINDOWS_31J(AccountTextEncoding.WINDOWS_31J);

        private final Charset charset;

        Encoding(Charset charset) {
            this.charset = charset;
        }
    }

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = invocation.store();
        DomainName domain = invocation.domain(store);
        AccountTextForm.LineEnd end = lineEnd.orElse(
                store.edition() == Edition.WINDOWS ? AccountTextForm.LineEnd.CRLF : AccountTextForm.LineEnd.LF);
        AccountTextForm form = new AccountTextForm(
                domain,
                end,
                encoding.charset,
                withHashes ? AccountTextForm.Hashes.WITH_SCHEME : AccountTextForm.Hashes.STARRED);
        if (file.isPresent() && !overwrite && Files.exists(file.get())) {
            throw new Refusal(ExitCode.USAGE, invocation.text("export.exists", file.get()));
        }
        long[] starred = new long[1];
        try {
            if (file.isPresent()) {
                PrivateOutput.write(file.get(), out -> starred[0] = export(store, domain, form, out));
            } else {
                starred[0] = export(store, domain, form, invocation.bytes());
            }
        } catch (UnencodableCharacterException e) {
            throw new Refusal(
                    ExitCode.PARTLY_REJECTED,
                    invocation.text(
                            "export.unencodable",
                            e.account(),
                            BadLines.columnName(e.column()),
                            Character.toString(e.codePoint()),
                            encoding.charset.name()));
        }
        if (starred[0] > 0) {
            invocation.warn("export.starred", starred[0]);
        }
        return ExitCode.OK;
    }

    private static long export(MailStore store, DomainName domain, AccountTextForm form, OutputStream out)
            throws IOException {
        try (AccountTextWriter writer = AccountTextWriter.to(CloseShieldOutputStream.wrap(out), form)) {
            for (AccountEntry entry : store.accounts(domain).entries()) {
                writer.write(entry);
            }
            return writer.starred();
        }
    }
}
