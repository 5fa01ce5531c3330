package epostadm.mailstore.hierarchy;

import epostadm.mailstore.disk.UidValidityFile;
import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.UidValidity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// A folder and all below it on their way to other names. RFC 9051 section 6.3.6.
final class Renaming {

    private final FolderName from;
    private final FolderName to;
    private final SortedMap<FolderName, Path> moving;
    private final Path target;
    private final Home home;
    private final List<OpenFolders.Move> moves = new ArrayList<>();

    private Renaming(FolderName from, FolderName to, SortedMap<FolderName, Path> moving, Path target, Home home) {
        this.from = from;
        this.to = to;
        this.moving = moving;
        this.target = target;
        this.home = home;
    }

    /// @param target the directory that the folder will have
    static Renaming plan(FolderName from, FolderName to, FolderTree tree, Path target, Home home) {
        return new Renaming(from, to, tree.from(from), target, home);
    }

    /// Notes that all this is about to come. Where a new name has had a UIDVALIDITY as high as the one that comes
    /// there, the folder will need a higher one.
    void announce(FolderNotes notes) throws IOException, FolderRefusedException {
        Path source = moving.get(from);
        for (Map.Entry<FolderName, Path> one : moving.entrySet()) {
            FolderName name = TreeOrder.moved(one.getKey(), from, to);
            Site.fits(name, home);
            long least = 0;
            if (FolderRemoval.selectable(one.getKey(), one.getValue(), notes)) {
                UidValidity brings = UidValidityFile.read(one.getValue());
                notes.validities().record(one.getKey(), brings);
                least = least(name, brings, notes);
            }
            Path directory = target.resolve(source.relativize(one.getValue()).toString());
            moves.add(new OpenFolders.Move(one.getKey(), name, directory, least));
        }
        notes.announceMove(from, to, moving.keySet());
    }

    private long least(FolderName name, UidValidity brings, FolderNotes notes) throws FolderRefusedException {
        Optional<UidValidity> had = notes.validities().highest(name);
        if (had.isPresent() && had.get().compareTo(brings) >= 0) {
            return notes.fresh(name, home.house().clock().instant()).value();
        }
        notes.validities().record(name, brings);
        return 0;
    }

    Set<FolderName> oldNames() {
        return moving.keySet();
    }

    Set<FolderName> newNames() {
        Set<FolderName> names = new HashSet<>();
        moves.forEach(move -> names.add(move.to()));
        return names;
    }

    /// Renames the directory while nobody works in the folders, and raises what has to be raised.
    void apply(OpenFolders open) throws IOException {
        List<LiveFolder> taken = new ArrayList<>();
        try {
            for (OpenFolders.Move move : moves) {
                if (move.leastUidValidity() > 0) {
                    Optional<LiveFolder> there = open.take(move.from());
                    taken.add(there.isPresent() ? there.get() : open.take(move.from(), moving.get(move.from()), 0));
                }
            }
            Path source = moving.get(from);
            open.move(moves, () -> {
                move(source);
                home.house().durability().forceDirectory(target.getParent());
                home.house().durability().forceDirectory(source.getParent());
            });
        } finally {
            taken.forEach(open::release);
        }
    }

    /// Where only the case of letters changes, and the system sees none, a move alone would change nothing.
    private void move(Path source) throws IOException {
        String name = target.getFileName().toString();
        boolean caseAlone = source.getParent().equals(target.getParent())
                && home.twins(source.getFileName().toString(), name);
        if (!caseAlone) {
            Files.move(source, target);
            return;
        }
        Path between = HalfDone.RENAMED.path(target.getParent(), name);
        Files.move(source, between);
        try {
            Files.move(between, target);
        } catch (IOException e) {
            Files.move(between, source);
            throw e;
        }
    }
}
