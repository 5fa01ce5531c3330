package epostadm.mailstore.hierarchy;

import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.UidValidity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a mailbox's folders have beside their directories, as `epostadm-folders.txt` keeps it. Not for many
/// threads.
///
/// docs/store-format.md, "Folders of ours".
final class FolderNotes {

    private final SortedMap<FolderName, Boolean> subscriptions = new TreeMap<>(TreeOrder.NAMES);
    private final Map<SpecialUse, List<FolderName>> uses = new EnumMap<>(SpecialUse.class);
    private final SortedSet<FolderName> noselect = new TreeSet<>(TreeOrder.NAMES);
    private final SortedSet<FolderName> emptying = new TreeSet<>(TreeOrder.NAMES);
    private final ValidityHistory validities;
    private final List<String> unread = new ArrayList<>();

    FolderNotes() {
        this(new ValidityHistory());
    }

    private FolderNotes(ValidityHistory validities) {
        this.validities = validities;
    }

    FolderNotes copy() {
        FolderNotes copy = new FolderNotes(validities.copy());
        copy.subscriptions.putAll(subscriptions);
        uses.forEach((use, names) -> copy.uses.put(use, new ArrayList<>(names)));
        copy.noselect.addAll(noselect);
        copy.emptying.addAll(emptying);
        copy.unread.addAll(unread);
        return copy;
    }

    ValidityHistory validities() {
        return validities;
    }

    /// A UIDVALIDITY for a folder that is to be called so, noted as its own.
    UidValidity fresh(FolderName name, Instant now) throws FolderRefusedException {
        UidValidity value = validities
                .next(name, now)
                .orElseThrow(() -> new FolderRefusedException(
                        FolderRefusal.CANNOT, "The name has had the last UIDVALIDITY that there is."));
        validities.record(name, value);
        return value;
    }

    /// What somebody has said of the name; nothing where nobody has: then a folder that is there is subscribed to,
    /// as the vendor's server has it.
    Optional<Boolean> subscription(FolderName name) {
        return Optional.ofNullable(subscriptions.get(name));
    }

    void subscription(FolderName name, boolean subscribed) {
        subscriptions.put(name, subscribed);
    }

    void forgetSubscription(FolderName name) {
        subscriptions.remove(name);
    }

    SortedMap<FolderName, Boolean> subscriptions() {
        return Collections.unmodifiableSortedMap(subscriptions);
    }

    /// The names that were made for the use, the latest first.
    List<FolderName> uses(SpecialUse use) {
        return List.copyOf(uses.getOrDefault(use, List.of()));
    }

    void use(SpecialUse use, FolderName name) {
        List<FolderName> names = uses.computeIfAbsent(use, _ -> new ArrayList<>());
        names.remove(name);
        names.addFirst(name);
    }

    void forgetUses(FolderName name) {
        uses.values().forEach(names -> names.remove(name));
    }

    /// Names that are there for the sake of those below: `\Noselect`.
    Set<FolderName> noselect() {
        return Collections.unmodifiableSet(noselect);
    }

    void noselect(FolderName name, boolean is) {
        if (is) {
            noselect.add(name);
        } else {
            noselect.remove(name);
            emptying.remove(name);
        }
    }

    /// Those of [#noselect()] whose messages are being deleted.
    Set<FolderName> emptying() {
        return Collections.unmodifiableSet(emptying);
    }

    void emptying(FolderName name, boolean is) {
        if (is) {
            emptying.add(name);
        } else {
            emptying.remove(name);
        }
    }

    /// Lines that were not understood, one char a byte.
    List<String> unread() {
        return Collections.unmodifiableList(unread);
    }

    void unread(String line) {
        unread.add(line);
    }

    /// A folder of that name has been made: nobody subscribes to it but by saying so.
    void made(FolderName name) {
        noselect(name, false);
        forgetUses(name);
        subscriptions.putIfAbsent(name, false);
    }

    /// A name that is subscribed to stays so when its folder goes: RFC 9051 section 6.3.7.
    void forgetUnsubscribed(FolderName name) {
        subscriptions.remove(name, false);
    }

    /// What is noted of a folder and those below stands under their new names too: a rename is about to come. Who
    /// has subscribed to the old name, or not, has said nothing of the new one: RFC 9051 section 6.3.6.
    ///
    /// @param moving the folder and all below it
    void announceMove(FolderName from, FolderName to, Set<FolderName> moving) {
        moving.forEach(name -> {
            FolderName moved = TreeOrder.moved(name, from, to);
            if (noselect.contains(name)) {
                noselect.add(moved);
            }
            uses.values().forEach(names -> {
                int at = names.indexOf(name);
                if (at >= 0 && !names.contains(moved)) {
                    names.add(at, moved);
                }
            });
            if (subscriptions.containsKey(name)) {
                subscriptions.putIfAbsent(moved, false);
            }
        });
    }

    /// Of these names, old ones after a rename or new ones before it has failed, there is no folder.
    void finishMove(Set<FolderName> gone) {
        gone.forEach(name -> {
            noselect(name, false);
            forgetUses(name);
            forgetUnsubscribed(name);
        });
    }

    /// Forgets what crashes left of folders that are not there.
    void tidy(Set<FolderName> present) {
        noselect.retainAll(present);
        emptying.retainAll(present);
        uses.values().forEach(names -> names.retainAll(present));
    }
}
