package epostadm.mailstore.check;

import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a domain's account index says, or the finding why it says nothing.
record Accounts(DomainName domain, Layout layout, Optional<AccountIndex> index, List<Finding> findings) {

    static Accounts read(DomainName domain, Layout layout, Path file) throws IOException {
        try {
            return switch (AccountIndex.read(file, domain)) {
                case AccountIndex.Found.Own(AccountIndex index) ->
                    new Accounts(domain, layout, Optional.of(index), List.of());
                case AccountIndex.Found.Vendors(Path vendors) ->
                    unknown(domain, layout, new Finding.VendorManagedIndex(vendors, domain));
                case AccountIndex.Found.Absent(Path absent) ->
                    unknown(domain, layout, new Finding.NoAccountIndex(absent, domain));
            };
        } catch (RefusedException e) {
            if (e.refusal() instanceof Refusal.Unreadable damaged) {
                return unknown(domain, layout, new Finding.DamagedIndex(file, domain, damaged.line(), damaged.found()));
            }
            if (e.refusal() instanceof Refusal.LeadsOutOfStore) {
                return unknown(domain, layout, new Finding.LeadsOutOfStore(file));
            }
            throw e;
        } catch (FileSystemException e) {
            return unknown(domain, layout, new Finding.NotReadable(file, String.valueOf(e.getReason())));
        }
    }

    private static Accounts unknown(DomainName domain, Layout layout, Finding why) {
        return new Accounts(domain, layout, Optional.empty(), List.of(why));
    }

    long size() {
        return index.map(AccountIndex::size).orElse(0);
    }
}
