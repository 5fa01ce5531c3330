package epostadm.mailstore.yearend;

import epostadm.mailstore.account.AccountTextEncoding;
import epostadm.mailstore.account.AccountTextForm;
import epostadm.mailstore.account.AccountTextWriter;
import epostadm.mailstore.account.ImportedAccount;
import epostadm.mailstore.account.Password;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.commons.io.output.CloseShieldOutputStream;

/// The good lines of an import text, written again as the vendor's program reads them for sure: Windows-31J, the
/// line ends of its edition, the domain that is imported into.
public final class VendorText {

    private VendorText() {}

    /// @return how many passwords stand there as `*****`, since the file has only their hashes
    public static long write(ImportText text, DomainName domain, Edition edition, OutputStream out) throws IOException {
        AccountTextForm.LineEnd end =
                edition == Edition.WINDOWS ? AccountTextForm.LineEnd.CRLF : AccountTextForm.LineEnd.LF;
        AccountTextForm form =
                new AccountTextForm(domain, end, AccountTextEncoding.WINDOWS_31J, AccountTextForm.Hashes.STARRED);
        try (AccountTextWriter writer = AccountTextWriter.to(CloseShieldOutputStream.wrap(out), form)) {
            for (ImportedAccount account : text.accounts()) {
                writer.write(account.entry(account.password().stored(clear -> new Password("PLAIN", clear))));
            }
            return writer.starred();
        }
    }
}
