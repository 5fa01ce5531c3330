package epostadm.server.queue;

import epostadm.mailstore.mail.DomainName;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Who runs this server: postmaster of every domain of the store, and the address that was configured.
///
/// docs/store-format.md, "Postmaster".
public record Administrator(Optional<String> address) {

    private static final String POSTMASTER = "postmaster@";

    /// Whether mail from there is the administrator's.
    public boolean sent(String reversePath, Collection<DomainName> domains) {
        if (address.filter(reversePath::equalsIgnoreCase).isPresent()) {
            return true;
        }
        String lowerCase = reversePath.toLowerCase(Locale.ROOT);
        return domains.stream().anyMatch(domain -> lowerCase.equals(POSTMASTER + domain));
    }

    /// Who has the mail of a postmaster without an account, the first of them that there is: RFC 5321 section 4.5.1
    /// wants it to arrive.
    public List<String> standIns(DomainName domain) {
        return Stream.concat(address.stream(), Stream.of("administrator@" + domain, "admin@" + domain))
                .toList();
    }
}
