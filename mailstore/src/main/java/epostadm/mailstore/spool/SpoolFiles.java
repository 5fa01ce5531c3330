package epostadm.mailstore.spool;

import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.ForceTogether;
import epostadm.mailstore.disk.FreeName;
import epostadm.mailstore.disk.GroupForce;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The steps on single files of which everything in the queue is made. The name of the `.RCP` file says where a
/// message is; all else may be one place behind, and [SpoolCleaning] clears it away.
record SpoolFiles(SpoolPlaces places, Edition edition, Map<Path, GroupForce> forces, ForceTogether together) {

    static SpoolFiles of(SpoolPlaces places, Edition edition) {
        return new SpoolFiles(places, edition, new ConcurrentHashMap<>(), new ForceTogether());
    }

    void force(Path directory) throws IOException {
        forces.computeIfAbsent(directory, _ -> new GroupForce(directory, places.durability()))
                .force();
    }

    /// Reads the pair of an envelope and a body.
    static SpoolEntry read(QueueId id, QueuedMessage.Place place, Path body, Path envelopeFile) throws IOException {
        if (!Files.isRegularFile(body, LinkOption.NOFOLLOW_LINKS)) {
            return new SpoolEntry.Gone(id);
        }
        try {
            byte[] bytes = RegularFile.read(envelopeFile, EnvelopeText.LONGEST);
            return switch (EnvelopeText.parse(bytes)) {
                case EnvelopeReading.Damaged(int line, String found, String expected) ->
                    new SpoolEntry.Damaged(id, envelopeFile, line, found, expected);
                case EnvelopeReading.Whole(Envelope envelope) ->
                    new SpoolEntry.Ready(
                            new QueuedMessage(id, place, body, envelopeFile, withExtras(envelope, envelopeFile)));
            };
        } catch (NoSuchFileException e) {
            return new SpoolEntry.Gone(id);
        } catch (RefusedException e) {
            return new SpoolEntry.Damaged(id, envelopeFile, 0, "a symbolic link", "a file");
        } catch (FileSystemException e) {
            if (e.getReason() == null || !Files.exists(envelopeFile, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            return new SpoolEntry.Damaged(id, envelopeFile, 0, e.getReason(), "a .RCP file");
        }
    }

    private static Envelope withExtras(Envelope envelope, Path envelopeFile) throws IOException {
        try {
            return ExtrasText.merge(envelope, RegularFile.read(SpoolPlaces.extras(envelopeFile), ExtrasText.LONGEST));
        } catch (NoSuchFileException e) {
            return envelope;
        }
    }

    /// Writes an envelope's two files; that of the vendor's form last, since it is the one that counts. All their
    /// bytes are forced before either has its name, and their names not yet.
    void writeEnvelope(QueueId id, Path envelopeFile, Envelope envelope, boolean replace) throws IOException {
        Parts parts = writeParts(id, envelope);
        together.run(parts.forces(places.durability()));
        name(parts, envelopeFile, replace);
    }

    /// An envelope's files in `temp`, of which the one beside the vendor's may not be needed.
    record Parts(Path envelope, Optional<Path> extras) {

        List<ForceTogether.Force> forces(Durability durability) {
            return Stream.concat(Stream.of(envelope), extras.stream())
                    .<ForceTogether.Force>map(part -> () -> durability.forceFile(part))
                    .toList();
        }
    }

    /// Writes an envelope's files into `temp`, not forced.
    Parts writeParts(QueueId id, Envelope envelope) throws IOException {
        if (envelope.recipients().isEmpty()) {
            throw new IllegalArgumentException(id + ": an envelope without recipients");
        }
        Optional<Path> extras = ExtrasText.needed(envelope)
                ? Optional.of(write(id, SpoolPlaces.EXTRAS, ExtrasText.format(envelope)))
                : Optional.empty();
        byte[] text = EnvelopeText.format(envelope, edition.lineEnd());
        return new Parts(write(id, SpoolPlaces.ENVELOPE, text), extras);
    }

    private Path write(QueueId id, String ending, byte[] content) throws IOException {
        Path part = places.temporary(id, ending);
        Files.deleteIfExists(part);
        AtomicFile.create(part, out -> out.write(content));
        places.ownership().give(part);
        return part;
    }

    /// Gives an envelope's files, which are forced, their names.
    void name(Parts parts, Path envelopeFile, boolean replace) throws IOException {
        Path extras = SpoolPlaces.extras(envelopeFile);
        if (parts.extras().isPresent()) {
            replace(parts.extras().get(), extras);
        } else if (replace) {
            Files.deleteIfExists(extras);
        }
        if (replace) {
            replace(parts.envelope(), envelopeFile);
        } else {
            FreeName.move(parts.envelope(), envelopeFile);
        }
    }

    private static void replace(Path part, Path file) throws IOException {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Puts a new body in place of the one that the message has; other names of that one keep it.
    void replaceBody(QueuedMessage message, byte[] start, InputStream rest) throws IOException {
        Path part = places.temporary(message.id(), SpoolPlaces.BODY);
        FileTime modified = Files.getLastModifiedTime(message.body(), LinkOption.NOFOLLOW_LINKS);
        Files.deleteIfExists(part);
        AtomicFile.create(part, out -> {
            out.write(start);
            rest.transferTo(out);
        });
        places.ownership().give(part);
        Files.setLastModifiedTime(part, modified);
        places.durability().forceFile(part);
        Files.move(part, message.body(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(message.body().getParent());
    }

    /// Gives a body a name in another directory too, or what is left of an earlier attempt.
    void linkBody(Path from, Path to) throws IOException {
        try {
            if (!FreeName.link(from, to)) {
                Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                places.durability().forceFile(to);
            }
        } catch (FileAlreadyExistsException e) {
            if (!sameContent(from, to)) {
                throw e;
            }
        }
    }

    static boolean sameContent(Path one, Path other) throws IOException {
        return Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(other, LinkOption.NOFOLLOW_LINKS)
                && Files.mismatch(one, other) < 0;
    }
}
