package epostadm.mailstore.folder;

import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.FreeName;
import epostadm.mailstore.disk.GroupForce;
import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/// The directory of a folder at work: whether others have been in it, and what is made in it.
///
/// Guarded by the folder's lock, but for the paths and the force.
final class FolderDirectory {

    private final FolderHouse house;
    private volatile FolderPlace place;
    private volatile GroupForce force;
    private final Ownership ownership;
    private final DirectoryWatch watch;
    private boolean touched;

    private FolderDirectory(FolderPlace place, FolderHouse house) throws IOException {
        this.house = house;
        this.watch = new DirectoryWatch(place.directory(), house.clock());
        this.ownership = Ownership.of(place.directory());
        moved(place);
    }

    static FolderDirectory open(FolderPlace place, FolderHouse house) throws IOException {
        for (Path at = place.directory();
                !at.equals(place.root()) && at.startsWith(place.root());
                at = at.getParent()) {
            if (Files.isSymbolicLink(at)) {
                throw new RefusedException(new Refusal.LeadsOutOfStore(at));
            }
        }
        if (!place.directory().startsWith(place.root())) {
            throw new RefusedException(new Refusal.LeadsOutOfStore(place.directory()));
        }
        return new FolderDirectory(place, house);
    }

    FolderPlace place() {
        return place;
    }

    Path path() {
        return place.directory();
    }

    Path file(String name) {
        return place.directory().resolve(name);
    }

    /// Whether it is there, and nobody else has been in it.
    DirectoryWatch.Sight look() throws IOException {
        return watch.look(path());
    }

    FolderListing list() throws IOException {
        return watch.list(path());
    }

    /// Whether nothing has happened in it since it was listed, as far as its time says.
    boolean unchanged() throws IOException {
        return watch.still(path());
    }

    /// Takes what has happened since the last look for one's own doing, where names were changed here.
    void ownDoing() throws IOException {
        if (touched) {
            touched = false;
            watch.ownDoing(path());
        }
    }

    /// Says that a listing is wanted, whatever the directory looks like.
    void doubt() {
        watch.doubt();
    }

    /// A new small file of ours, in the place of the old one.
    void write(String name, String text) throws IOException {
        Path file = file(name);
        touched = true;
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        ownership.dress(file);
    }

    /// Gives a file from elsewhere one more name here: a hard link, or a copy with the same time where there can be
    /// none.
    ///
    /// @throws FileAlreadyExistsException where the name is taken
    void put(Path source, String name) throws IOException {
        Path target = file(name);
        touched = true;
        if (FreeName.link(source, target)) {
            return;
        }
        Path part = AtomicFile.temporary(target);
        Files.deleteIfExists(part);
        try {
            FileTime modified = Files.getLastModifiedTime(source);
            try (InputStream in = RegularFile.open(source)) {
                AtomicFile.create(part, in::transferTo);
            }
            ownership.dress(part);
            Files.setLastModifiedTime(part, modified);
            house.durability().forceFile(part);
            Files.move(part, target); // Not one that replaces.
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// Moves a file from elsewhere here, in one step where that can be; else it has both names for a moment.
    ///
    /// @throws FileAlreadyExistsException where the name is taken, also by who takes it at this very moment
    void take(Path source, String name) throws IOException {
        if (!takeAtOnce(source, name)) {
            put(source, name);
            Files.delete(source);
        }
    }

    /// The same in one step, or not at all.
    boolean takeAtOnce(Path source, String name) throws IOException {
        touched = true;
        return FreeName.rename(source, file(name));
    }

    /// Renames a file.
    ///
    /// @throws FileAlreadyExistsException where the name is taken
    void rename(String from, String to) throws IOException {
        touched = true;
        Files.move(file(from), file(to)); // Not one that replaces.
    }

    /// Moves a file into another folder, in one step where that can be.
    void hand(String name, FolderDirectory other, String newName) throws IOException {
        touched = true;
        other.take(file(name), newName);
    }

    /// Whether it is the directory of that key; without one there is nothing to compare.
    boolean is(Object key) {
        return key == null || watch.is(key);
    }

    /// Says that names are being changed here by this server.
    void changing() {
        touched = true;
    }

    void delete(String name) throws IOException {
        touched = true;
        Files.delete(file(name));
    }

    /// Makes a new file like those that lie here.
    void dress(Path made) throws IOException {
        ownership.dress(made);
    }

    void force(Path file) throws IOException {
        house.durability().forceFile(file);
    }

    /// Forces the names in it, and what `uid` says, to disk. Holding no lock: who comes meanwhile waits for the
    /// next force.
    void force() throws IOException {
        force.force();
    }

    void moved(FolderPlace newPlace) {
        place = newPlace;
        force = new GroupForce(newPlace.directory(), new NamesAndUid(house.durability()));
    }

    /// Forces a directory's names together with what its `uid` says.
    private record NamesAndUid(Durability disk) implements Durability {

        @Override
        public void forceFile(Path file) throws IOException {
            disk.forceFile(file);
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            try {
                disk.forceFile(directory.resolve(UidFile.NAME));
            } catch (NoSuchFileException e) {
                // Somebody has taken it away; the next listing makes it anew.
            }
            disk.forceDirectory(directory);
        }

        @Override
        public boolean syncVolume(Path anywhere) throws IOException {
            return disk.syncVolume(anywhere);
        }
    }
}
