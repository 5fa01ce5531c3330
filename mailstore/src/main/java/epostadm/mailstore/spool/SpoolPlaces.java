package epostadm.mailstore.spool;

import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// Where things lie in the queue, below a store's work folder. docs/store-format.md, "Queue".
record SpoolPlaces(StorePaths store, Ownership ownership, Durability durability) {

    static final String BODY = ".MSG";
    static final String ENVELOPE = ".RCP";
    static final String EXTRAS = ".epostadm";

    /// What a half-received file of ours ends in.
    static final String PART = ".part";

    /// Makes the directories that are missing, like the one that holds the mailboxes.
    ///
    /// @throws RefusedException with [Refusal.LeadsOutOfStore] where one is a symbolic link or none
    static SpoolPlaces make(StorePaths store, Durability durability) throws IOException {
        SpoolPlaces places = new SpoolPlaces(store, Ownership.of(store.inbox()), durability);
        places.makeDirectory(places.incoming());
        places.makeDirectory(places.holding());
        places.makeDirectory(places.domains());
        places.makeDirectory(places.temp());
        places.makeDirectory(places.dead());
        return places;
    }

    Path incoming() {
        return store.work().resolve("incoming");
    }

    Path holding() {
        return store.work().resolve("holding");
    }

    Path domains() {
        return store.work().resolve("domains");
    }

    Path domain(QueueDomain domain) {
        return domains().resolve(domain.text());
    }

    Path temp() {
        return store.work().resolve("temp");
    }

    Path dead() {
        return store.work().resolve("dead");
    }

    /// Where an administrator keeps messages back: in a directory of ours, which no server delivers from.
    Path held() {
        return store.ours().resolve("held");
    }

    Path temporary(QueueId id, String ending) {
        return temp().resolve(id + ending + PART);
    }

    void makeDirectory(Path directory) throws IOException {
        try {
            if (!StorePaths.taken(directory)) {
                ownership.make(directory);
                durability.forceDirectory(directory.getParent());
            }
        } catch (FileAlreadyExistsException e) {
            // Another thread has made it.
        }
        requireDirectory(directory);
    }

    static void requireDirectory(Path directory) throws RefusedException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new RefusedException(new Refusal.LeadsOutOfStore(directory));
        }
    }

    /// The file beside an envelope that holds what the vendor's cannot.
    static Path extras(Path envelope) {
        String name = envelope.getFileName().toString();
        return envelope.resolveSibling(name.substring(0, name.length() - ENVELOPE.length()) + EXTRAS);
    }
}
