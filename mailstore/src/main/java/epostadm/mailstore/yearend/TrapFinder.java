package epostadm.mailstore.yearend;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.account.AliasTrail;
import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.account.Aliases.Alias;
import epostadm.mailstore.account.Column;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.change.Mentions;
import epostadm.mailstore.control.ApopDat;
import epostadm.mailstore.control.ControlFileName;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.store.Mailboxes;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks for what a change-over leaves behind, or changes without a word.
final class TrapFinder {

    /// What a new mailbox and its control files take on a disk, and a line of the index, generously.
    private static final long PER_NEWCOMER = 16 * 1024;

    private static final long PER_CHANGE = 8 * 1024;

    private final MailStore store;
    private final DomainName domain;
    private final Wish wish;
    private final AccountIndex index;
    private final Progress progress;
    private final List<Trap> traps = new ArrayList<>();

    TrapFinder(MailStore store, DomainName domain, Wish wish, AccountIndex index, Progress progress) {
        this.store = store;
        this.domain = domain;
        this.wish = wish;
        this.index = index;
        this.progress = progress;
    }

    List<Trap> find(ImportText text, List<Fate> fates, List<AccountName> leavers) throws IOException {
        if (leavers.size() * 2L > index.size() && leavers.size() > 1) {
            traps.add(new Trap.ManyLeavers(leavers.size(), index.size()));
        }
        text.accounts()
                .forEach(given -> index.find(given.name()).ifPresent(present -> spelling(present, given.name())));
        columns(fates);
        Aliases aliases = StorePaths.taken(store.paths().aliases())
                ? Aliases.read(store.paths().aliases())
                : Aliases.empty();
        aliases(aliases, fates, leavers);
        mentions(leavers);
        licence(aliases, fates);
        disk(fates);
        return traps;
    }

    private void spelling(AccountEntry present, AccountName given) {
        if (!present.name().text().equals(given.text())) {
            traps.add(new Trap.SpeltOtherwise(given, present.name().text()));
        }
        if (present.state() != AccountState.ACTIVE) {
            traps.add(new Trap.StaysSuspended(given));
        }
    }

    private void columns(List<Fate> fates) throws IOException {
        Mailboxes mailboxes = store.mailboxes(domain);
        Map<Column, Long> counts = new EnumMap<>(Column.class);
        Map<Column, AccountName> first = new EnumMap<>(Column.class);
        for (Fate fate : fates) {
            if (!(fate instanceof Fate.Changes(AccountName name, List<ColumnChange> columns))) {
                continue;
            }
            Map<Column, ColumnChange> changes = new EnumMap<>(Column.class);
            for (ColumnChange change : columns) {
                changes.put(change.column(), change);
                counts.merge(change.column(), 1L, Long::sum);
                first.putIfAbsent(change.column(), name);
            }
            if (changes.containsKey(Column.PASS)) {
                ColumnChange fullName = changes.get(Column.FULLNAME);
                if (fullName != null) {
                    traps.add(new Trap.PerhapsSomebodyElse(name, fullName.before(), fullName.after()));
                }
                obfuscated(name, mailboxes.find(name));
            }
        }
        counts.forEach((column, count) -> traps.add(new Trap.ColumnChanges(column, count, first.get(column))));
    }

    private void obfuscated(AccountName name, Optional<Mailbox> mailbox) throws IOException {
        if (mailbox.isEmpty()) {
            return;
        }
        try {
            var file = ControlFileName.in(mailbox.get().root(), ApopDat.NAME, store.edition());
            if (ApopDat.readFile(file) instanceof ApopDat.Content.Obfuscated) {
                traps.add(new Trap.ObfuscatedPassword(name));
            }
        } catch (FileSystemException | RefusedException _) {
            // The change itself says so.
        }
    }

    /// Each alias that is an address is followed to its end; one with a wildcard leads to a leaver where it names
    /// one.
    private void aliases(Aliases aliases, List<Fate> fates, List<AccountName> leavers) {
        Map<String, AccountName> leaving = new HashMap<>();
        leavers.forEach(name -> leaving.put(address(name), name));
        for (Alias alias : aliases.entries()) {
            AccountName named = leaving.get(alias.address().toLowerCase(Locale.ROOT));
            if (named == null && alias.alias().indexOf('*') < 0) {
                named = leaving.get(AliasTrail.of(alias.alias(), aliases).last().toLowerCase(Locale.ROOT));
            }
            if (named != null) {
                traps.add(new Trap.AliasToLeaver(named, alias.alias()));
            }
        }
        if (aliases.entries().isEmpty()) {
            return;
        }
        for (Fate fate : fates) {
            if (fate instanceof Fate.Joins || fate instanceof Fate.Inherits) {
                String address = address(fate.name());
                aliases.resolve(address)
                        .filter(target -> !target.equalsIgnoreCase(address))
                        .ifPresent(target -> traps.add(new Trap.ShadowedByAlias(fate.name(), target)));
            }
        }
    }

    private void mentions(List<AccountName> leavers) throws IOException {
        if (leavers.isEmpty()) {
            return;
        }
        Mentions mentions = Mentions.read(store, progress);
        Set<String> leaving = new HashSet<>();
        leavers.forEach(name -> leaving.add(address(name)));
        for (AccountName leaver : leavers) {
            for (Mentions.Mention mention : mentions.of(leaver, domain)) {
                if (!leaving.contains(mention.by().toLowerCase(Locale.ROOT))) {
                    traps.add(new Trap.NamedByMailbox(leaver, mention.by(), mention.place()));
                }
            }
        }
    }

    private void licence(Aliases aliases, List<Fate> fates) throws IOException {
        if (wish.licence() == 0) {
            return;
        }
        long accounts = Totals.of(index.size(), fates).after();
        for (DomainName other : store.domains()) {
            if (!other.equals(domain)
                    && AccountIndex.read(store.paths().accountIndex(other), other)
                            instanceof AccountIndex.Found.Own(AccountIndex others)) {
                accounts += others.size();
            }
        }
        long count = aliases.entries().size();
        if (accounts + count > wish.licence()) {
            traps.add(new Trap.OverLicence(accounts, count, wish.licence()));
        }
    }

    private void disk(List<Fate> fates) throws IOException {
        Totals totals = Totals.of(index.size(), fates);
        long needed = totals.joining() * PER_NEWCOMER + totals.changing() * PER_CHANGE + totals.leaving() * 1024;
        long free = Files.getFileStore(store.work()).getUsableSpace();
        if (needed > free) {
            traps.add(new Trap.DiskTooSmall(needed, free));
        }
    }

    private String address(AccountName name) {
        return (name + "@" + domain).toLowerCase(Locale.ROOT);
    }
}
