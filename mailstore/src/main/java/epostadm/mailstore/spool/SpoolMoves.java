package epostadm.mailstore.spool;

import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.StorePaths;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Moves messages between the rooms of the queue. Each move is the rename of the `.RCP` file, before which the body
/// has its new name too, and after which the old one goes: a crash at any point leaves the message in one room.
record SpoolMoves(SpoolPlaces places, SpoolFiles files) {

    QueuedMessage move(QueuedMessage message, QueuedMessage.Place to, Path bodies, Path envelopes) throws IOException {
        String stem = message.id().text();
        Path body = bodies.resolve(stem + SpoolPlaces.BODY);
        Path envelopeFile = envelopes.resolve(stem + SpoolPlaces.ENVELOPE);
        if (StorePaths.taken(envelopeFile)) {
            throw new FileAlreadyExistsException(envelopeFile.toString());
        }
        files.linkBody(message.body(), body);
        Path extras = SpoolPlaces.extras(message.envelopeFile());
        if (StorePaths.taken(extras)) {
            Files.copy(extras, SpoolPlaces.extras(envelopeFile), StandardCopyOption.REPLACE_EXISTING);
            places.ownership().give(SpoolPlaces.extras(envelopeFile));
            places.durability().forceFile(SpoolPlaces.extras(envelopeFile));
        }
        files.force(bodies);
        Files.move(message.envelopeFile(), envelopeFile, StandardCopyOption.ATOMIC_MOVE);
        files.force(envelopes);
        forceLeft(message.envelopeFile().getParent());
        forgetBody(message);
        Files.deleteIfExists(extras);
        return new QueuedMessage(message.id(), to, body, envelopeFile, message.envelope());
    }

    /// Takes a message out of the queue.
    void removeUnforced(QueuedMessage message) throws IOException {
        // Under this name the envelope tells, after a crash, that the body is not to be kept.
        Path leaving = places.temporary(message.id(), SpoolPlaces.ENVELOPE);
        Files.move(message.envelopeFile(), leaving, StandardCopyOption.ATOMIC_MOVE);
        forgetBody(message);
        Files.deleteIfExists(SpoolPlaces.extras(message.envelopeFile()));
        Files.delete(leaving);
    }

    /// Others may have left envelopes for several domains beside one body: it stays for the last of them.
    private void forgetBody(QueuedMessage message) throws IOException {
        if (!(message.place() instanceof QueuedMessage.Place.Waiting(QueueDomain domain))
                || !waitsElsewhere(message.id(), domain)) {
            Files.deleteIfExists(message.body());
        }
    }

    private boolean waitsElsewhere(QueueId id, QueueDomain domain) throws IOException {
        for (String name : FolderListing.names(places.domains())) {
            if (!name.equals(domain.text())
                    && StorePaths.taken(places.domains().resolve(name).resolve(id + SpoolPlaces.ENVELOPE))) {
                return true;
            }
        }
        return false;
    }

    /// Forces a directory that a name has left; it may be a domain's, and forgotten by now, as nothing waits there.
    void forceLeft(Path directory) throws IOException {
        try {
            files.force(directory);
        } catch (IOException e) {
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            files.force(places.domains());
        }
    }
}
