package epostadm.mailstore.stats;

import epostadm.mailstore.check.Amount;
import epostadm.mailstore.mail.DomainName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a store's space is.
///
/// `domains` has mail that no domain can be told of under nothing. `folders` are sums over all accounts by the
/// folder's name. What was put aside (`~`) and what changes took away (`quarantine`) is in no other sum.
/// `places` are the queue and the logs, of the whole store alone; nothing of them is mail of an account.
/// `unreadable` are the first of the directories that could not be read.
public record StoreUse(
        Path work,
        long accounts,
        Amount mail,
        Amount putAside,
        Amount quarantine,
        Map<Optional<DomainName>, Amount> domains,
        Map<String, Amount> folders,
        Map<Age, Amount> ages,
        Map<SizeClass, Amount> sizes,
        List<AccountUse> largestAccounts,
        List<FolderUse> largestFolders,
        List<MessageUse> largestMessages,
        List<PlaceUse> places,
        long unreadableCount,
        List<Path> unreadable) {

    /// All of the queue, or of the logs, together.
    public Amount sum(PlaceUse.Kind kind) {
        return places.stream()
                .filter(place -> place.kind() == kind)
                .map(PlaceUse::files)
                .reduce(Amount.NONE, Amount::plus);
    }
}
