package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.alias.OwnAddresses;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the commands about aliases have in common.
final class AliasTable {

    private AliasTable() {}

    /// The addresses of the store's accounts; a domain whose accounts the vendor's server keeps is told of.
    static OwnAddresses addresses(MailStore store, Invocation invocation) throws IOException {
        Map<DomainName, Optional<AccountIndex>> domains = new TreeMap<>();
        boolean vendors = false;
        for (DomainName domain : store.domains()) {
            Optional<AccountIndex> accounts = Optional.empty();
            try {
                accounts = Optional.of(store.accounts(domain));
            } catch (RefusedException e) {
                vendors |= e.refusal() instanceof epostadm.mailstore.refusal.Refusal.VendorManaged;
            }
            domains.put(domain, accounts);
        }
        if (vendors) {
            invocation.warn("aliases.vendor", store.work().relativize(store.aliasFile()));
        }
        return new OwnAddresses(domains);
    }

    /// An address as it was typed; without a domain it is one of ours.
    static String address(String typed, MailStore store, Invocation invocation) throws IOException, Refusal {
        String address = typed.indexOf('@') < 0 ? typed + "@" + invocation.domain(store) : typed;
        if (!Aliases.address(address)) {
            throw new Refusal(ExitCode.USAGE, invocation.text("aliases.no-address", typed));
        }
        return address;
    }
}
