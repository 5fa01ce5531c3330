package epostadm.mailstore.hierarchy;

import epostadm.mailstore.disk.UidValidityFile;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.UidValidity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// CREATE, DELETE and RENAME of folders. Whoever calls holds the account's lock.
///
/// Each step leaves a tree that can be worked with, should it be the last: notes first, then one rename, then what
/// is left to be cleared. docs/store-format.md, "Folders of ours".
final class TreeChanges {

    private final Home home;
    private final FolderWalk walk;
    private final NotesFile file;
    private final OpenFolders open;
    private final FolderMaking making;
    private final FolderRemoval removal;

    TreeChanges(Home home, FolderWalk walk, NotesFile file, OpenFolders open) throws IOException {
        this.home = home;
        this.walk = walk;
        this.file = file;
        this.open = open;
        this.making = new FolderMaking(home);
        this.removal = new FolderRemoval(home);
    }

    /// Brings to its end what a crash cut short.
    void recover() throws IOException {
        FolderTree tree = walk.walk();
        for (Path half : tree.leftOvers()) {
            if (attempt(half, () -> HalfDone.of(half).recover(half, removal))) {
                home.house().trouble().accept(half + ": left half done by a crash, cleared up");
            }
        }
        FolderNotes notes = file.edit();
        if (notes.emptying().isEmpty()) {
            return;
        }
        for (FolderName name : Set.copyOf(notes.emptying())) {
            Optional<Path> directory = tree.directory(name);
            boolean emptied = directory.isEmpty() || attempt(directory.get(), () -> removal.empty(directory.get()));
            if (emptied) {
                notes.emptying(name, false);
            }
        }
        attempt(home.root(), () -> file.write(notes));
    }

    @FunctionalInterface
    private interface Clearing {
        void run() throws IOException;
    }

    /// What cannot be cleared up is left for the next time, and keeps nobody from the mail.
    private boolean attempt(Path where, Clearing clearing) {
        try {
            clearing.run();
            return true;
        } catch (IOException e) {
            home.house().trouble().accept(where + ": left-overs of a crash could not be cleared up: " + e);
            return false;
        }
    }

    /// Makes INBOX, which every account has, where its directory is not there.
    Path makeInbox() throws IOException, FolderRefusedException {
        Site site = Site.of(FolderName.INBOX, walk.walk(), home, Optional.empty());
        FolderNotes notes = file.edit();
        List<UidValidity> values = values(site, notes);
        file.write(notes);
        making.make(site, values);
        return site.directory();
    }

    /// @return the folders that are there now and were not, also those above
    List<FolderName> create(FolderName name, Set<SpecialUse> uses) throws IOException, FolderRefusedException {
        if (!UsesByName.OFFERED.containsAll(uses)) {
            throw new FolderRefusedException(
                    FolderRefusal.USE_ATTRIBUTE, "A folder cannot be made for this special use.");
        }
        FolderTree tree = walk.walk();
        FolderNotes notes = tidied(tree);
        Optional<Path> there = tree.directory(name);
        if (name.isInbox() || there.isPresent() && FolderRemoval.selectable(name, there.get(), notes)) {
            throw exists();
        }
        if (there.isPresent()) {
            revive(name, there.get(), uses, notes);
            return List.of(name);
        }
        Site site = Site.of(name, tree, home, Optional.empty());
        List<UidValidity> values = values(site, notes);
        site.names().forEach(made -> notes.made(made));
        uses.forEach(use -> notes.use(use, name));
        file.write(notes);
        making.make(site, values);
        return site.names();
    }

    /// A name that is there for the sake of those below becomes a folder again.
    private void revive(FolderName name, Path directory, Set<SpecialUse> uses, FolderNotes notes)
            throws IOException, FolderRefusedException {
        UidValidity value = notes.fresh(name, home.house().clock().instant());
        making.freshen(directory, value);
        home.house().durability().forceDirectory(directory);
        notes.made(name);
        uses.forEach(use -> notes.use(use, name));
        file.write(notes);
    }

    private List<UidValidity> values(Site site, FolderNotes notes) throws FolderRefusedException {
        List<UidValidity> values = new ArrayList<>();
        for (FolderName name : site.names()) {
            values.add(notes.fresh(name, home.house().clock().instant()));
        }
        return values;
    }

    /// @return the folders that are not there any more, also names above
    List<FolderName> delete(FolderName name) throws IOException, FolderRefusedException {
        if (name.isInbox()) {
            throw new FolderRefusedException(FolderRefusal.CANNOT, "INBOX cannot be deleted.");
        }
        FolderTree tree = walk.walk();
        Path directory = required(name, tree);
        FolderNotes notes = tidied(tree);
        boolean children = tree.hasChildren(name);
        if (children && !FolderRemoval.selectable(name, directory, notes)) {
            throw new FolderRefusedException(
                    FolderRefusal.HAS_CHILDREN, "There are folders below it, and it has no mail of its own.");
        }
        if (FolderRemoval.selectable(name, directory, notes)) {
            notes.validities().record(name, UidValidityFile.read(directory));
        }
        notes.forgetUses(name);
        notes.noselect(name, children);
        notes.emptying(name, children);
        notes.forgetUnsubscribed(name);
        file.write(notes);
        open.retire(name);
        List<FolderName> gone = new ArrayList<>(List.of(name));
        if (children) {
            removal.empty(directory);
            notes.emptying(name, false);
            file.write(notes);
        } else {
            removal.remove(directory);
            gone.addAll(prune(name));
        }
        return gone;
    }

    /// Names that were there for the sake of this one alone go with it.
    private List<FolderName> prune(FolderName gone) throws IOException {
        FolderTree tree = walk.walk();
        FolderNotes notes = file.edit();
        Optional<FolderName> above = gone.parent();
        List<FolderName> pruned = new ArrayList<>();
        while (above.isPresent() && notes.noselect().contains(above.get())) {
            FolderName name = above.get();
            Optional<Path> directory = tree.directory(name);
            if (directory.isEmpty() || tree.hasChildren(name) || FolderRemoval.holdsMail(directory.get())) {
                break;
            }
            removal.remove(directory.get());
            notes.noselect(name, false);
            pruned.add(name);
            tree = walk.walk();
            above = name.parent();
        }
        if (!pruned.isEmpty()) {
            file.write(notes);
        }
        return pruned;
    }

    /// @return folders above that were made for that, or went with the old name
    List<FolderName> rename(FolderName from, FolderName to) throws IOException, FolderRefusedException {
        FolderTree tree = walk.walk();
        Path source = required(from, tree);
        if (TreeOrder.below(to, from)) {
            throw new FolderRefusedException(FolderRefusal.CANNOT, "A folder cannot lie below itself.");
        }
        Site site = target(from, to, tree);
        FolderNotes notes = tidied(tree);
        Renaming renaming = Renaming.plan(from, to, tree, site.directory(), home);
        renaming.announce(notes);
        List<UidValidity> values = values(site.above(), notes);
        site.above().names().forEach(notes::made);
        file.write(notes);
        making.make(site.above(), values);
        try {
            renaming.apply(open);
        } catch (IOException | RuntimeException e) {
            gone(renaming.newNames());
            throw e;
        }
        gone(renaming.oldNames());
        List<FolderName> others = new ArrayList<>(site.above().names());
        others.addAll(prune(from));
        return others;
    }

    private void gone(Set<FolderName> names) throws IOException {
        FolderNotes notes = file.edit();
        notes.finishMove(names);
        file.write(notes);
    }

    private Site target(FolderName from, FolderName to, FolderTree tree) throws FolderRefusedException {
        if (to.isInbox() || tree.has(to)) {
            throw exists();
        }
        return Site.of(to, tree, home, Optional.of(from));
    }

    FolderRefusedException absent(FolderName name) {
        return home.linked(name)
                ? new FolderRefusedException(
                        FolderRefusal.NO_PERMISSION, "A symbolic link stands there, which is not followed.")
                : new FolderRefusedException(FolderRefusal.NONEXISTENT, "There is no such folder.");
    }

    private Path required(FolderName name, FolderTree tree) throws FolderRefusedException {
        return tree.directory(name).orElseThrow(() -> absent(name));
    }

    private static FolderRefusedException exists() {
        return new FolderRefusedException(FolderRefusal.ALREADY_EXISTS, "There is such a folder already.");
    }

    /// The notes, without what they say of names that are there no more.
    private FolderNotes tidied(FolderTree tree) throws IOException {
        FolderNotes notes = file.edit();
        notes.tidy(tree.names());
        return notes;
    }
}
