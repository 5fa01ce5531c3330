package epostadm.mailstore.hierarchy;

import epostadm.mailstore.disk.UidValidityFile;
import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.UidValidity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

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
            removal.leftOver(half);
        }
        FolderNotes notes = file.edit();
        if (notes.emptying().isEmpty()) {
            return;
        }
        for (FolderName name : Set.copyOf(notes.emptying())) {
            Optional<Path> directory = tree.directory(name);
            if (directory.isPresent()) {
                removal.empty(directory.get());
            }
            notes.emptying(name, false);
        }
        file.write(notes);
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

    void create(FolderName name, Set<SpecialUse> uses) throws IOException, FolderRefusedException {
        if (!UsesByName.OFFERED.containsAll(uses)) {
            throw new FolderRefusedException(
                    FolderRefusal.USE_ATTRIBUTE, "A folder cannot be made for this special use.");
        }
        FolderTree tree = walk.walk();
        FolderNotes notes = tidied(tree);
        Optional<Path> there = tree.directory(name);
        if (name.isInbox() || there.isPresent() && selectable(name, there.get(), notes)) {
            throw exists();
        }
        if (there.isPresent()) {
            revive(name, there.get(), uses, notes);
            return;
        }
        Site site = Site.of(name, tree, home, Optional.empty());
        List<UidValidity> values = values(site, notes);
        site.names().forEach(made -> notes.made(made));
        uses.forEach(use -> notes.use(use, name));
        file.write(notes);
        making.make(site, values);
    }

    /// A name that is there for the sake of those below becomes a folder again.
    private void revive(FolderName name, Path directory, Set<SpecialUse> uses, FolderNotes notes)
            throws IOException, FolderRefusedException {
        UidValidity value = value(name, notes);
        making.freshen(directory, value);
        home.house().durability().forceDirectory(directory);
        notes.made(name);
        uses.forEach(use -> notes.use(use, name));
        file.write(notes);
    }

    private List<UidValidity> values(Site site, FolderNotes notes) throws FolderRefusedException {
        List<UidValidity> values = new ArrayList<>();
        for (FolderName name : site.names()) {
            values.add(value(name, notes));
        }
        return values;
    }

    private UidValidity value(FolderName name, FolderNotes notes) throws FolderRefusedException {
        UidValidity value = notes.validities()
                .next(name, home.house().clock().instant())
                .orElseThrow(() -> new FolderRefusedException(
                        FolderRefusal.CANNOT, "The name has had the last UIDVALIDITY that there is."));
        notes.validities().record(name, value);
        return value;
    }

    void delete(FolderName name) throws IOException, FolderRefusedException {
        if (name.isInbox()) {
            throw new FolderRefusedException(FolderRefusal.CANNOT, "INBOX cannot be deleted.");
        }
        FolderTree tree = walk.walk();
        Path directory = required(name, tree);
        FolderNotes notes = tidied(tree);
        boolean children = tree.hasChildren(name);
        if (children && !selectable(name, directory, notes)) {
            throw new FolderRefusedException(
                    FolderRefusal.HAS_CHILDREN, "There are folders below it, and it has no mail of its own.");
        }
        notes.validities().record(name, UidValidityFile.read(directory));
        notes.forgetUses(name);
        notes.noselect(name, children);
        notes.emptying(name, children);
        notes.forgetUnsubscribed(name);
        file.write(notes);
        open.retire(name);
        if (children) {
            removal.empty(directory);
            notes.emptying(name, false);
            file.write(notes);
        } else {
            removal.remove(directory);
            prune(name);
        }
    }

    /// Names that were there for the sake of this one alone go with it.
    private void prune(FolderName gone) throws IOException {
        FolderTree tree = walk.walk();
        FolderNotes notes = file.edit();
        Optional<FolderName> above = gone.parent();
        boolean pruned = false;
        while (above.isPresent() && notes.noselect().contains(above.get())) {
            FolderName name = above.get();
            Optional<Path> directory = tree.directory(name);
            if (directory.isEmpty()
                    || tree.from(name).keySet().stream().anyMatch(one -> TreeOrder.below(one, name))
                    || FolderRemoval.holdsMail(directory.get())) {
                break;
            }
            removal.remove(directory.get());
            notes.noselect(name, false);
            pruned = true;
            tree = walk.walk();
            above = name.parent();
        }
        if (pruned) {
            file.write(notes);
        }
    }

    void rename(FolderName from, FolderName to) throws IOException, FolderRefusedException {
        FolderTree tree = walk.walk();
        Path source = required(from, tree);
        if (TreeOrder.below(to, from)) {
            throw new FolderRefusedException(FolderRefusal.CANNOT, "A folder cannot lie below itself.");
        }
        Site site = target(from, to, tree);
        SortedMap<FolderName, Path> moving = tree.from(from);
        FolderNotes notes = tidied(tree);
        Map<FolderName, UidValidity> present = new HashMap<>();
        for (Map.Entry<FolderName, Path> one : moving.entrySet()) {
            present.put(one.getKey(), UidValidityFile.read(one.getValue()));
        }
        List<OpenFolders.Move> moves = moves(from, to, source, site.directory(), moving, present, notes);
        notes.announceMove(from, to, present);
        List<UidValidity> values = values(site.above(), notes);
        site.above().names().forEach(notes::made);
        file.write(notes);
        making.make(site.above(), values);
        Set<FolderName> gone = new HashSet<>();
        moves.forEach(move -> gone.add(move.to()));
        try {
            apply(moves, moving, source, site.directory());
            gone.clear();
            gone.addAll(moving.keySet());
        } finally {
            FolderNotes after = file.edit();
            after.finishMove(gone);
            file.write(after);
        }
        prune(from);
    }

    private Site target(FolderName from, FolderName to, FolderTree tree) throws FolderRefusedException {
        if (to.isInbox() || tree.has(to)) {
            throw exists();
        }
        return Site.of(to, tree, home, Optional.of(from));
    }

    /// What becomes of the folder and of each below it; where the new name has had a UIDVALIDITY as high as that
    /// which comes there, it needs a higher one.
    private List<OpenFolders.Move> moves(
            FolderName from,
            FolderName to,
            Path source,
            Path target,
            SortedMap<FolderName, Path> moving,
            Map<FolderName, UidValidity> present,
            FolderNotes notes)
            throws FolderRefusedException {
        List<OpenFolders.Move> moves = new ArrayList<>();
        for (Map.Entry<FolderName, Path> one : moving.entrySet()) {
            FolderName name = TreeOrder.moved(one.getKey(), from, to);
            UidValidity brings = present.get(one.getKey());
            boolean tooLow = notes.validities()
                    .highest(name)
                    .filter(had -> had.compareTo(brings) >= 0)
                    .isPresent();
            long least = 0;
            if (tooLow) {
                least = value(name, notes).value();
            } else {
                notes.validities().record(name, brings);
            }
            Path directory = target.resolve(source.relativize(one.getValue()).toString());
            moves.add(new OpenFolders.Move(one.getKey(), name, directory, least));
        }
        return moves;
    }

    private void apply(List<OpenFolders.Move> moves, SortedMap<FolderName, Path> moving, Path source, Path target)
            throws IOException {
        List<LiveFolder> taken = new ArrayList<>();
        try {
            for (OpenFolders.Move move : moves) {
                if (move.leastUidValidity() > 0) {
                    Optional<LiveFolder> there = open.take(move.from());
                    taken.add(there.isPresent() ? there.get() : open.take(move.from(), moving.get(move.from()), 0));
                }
            }
            open.move(moves, () -> {
                Files.move(source, target);
                home.house().durability().forceDirectory(target.getParent());
                home.house().durability().forceDirectory(source.getParent());
            });
        } finally {
            taken.forEach(open::release);
        }
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

    /// Whether the name can hold mail: where somebody else has put mail into one that could not, it can.
    static boolean selectable(FolderName name, Path directory, FolderNotes notes) throws IOException {
        return !notes.noselect().contains(name)
                || !notes.emptying().contains(name) && FolderRemoval.holdsMail(directory);
    }

    /// The notes, without what they say of names that are there no more.
    private FolderNotes tidied(FolderTree tree) throws IOException {
        FolderNotes notes = file.edit();
        notes.tidy(tree.names());
        return notes;
    }
}
