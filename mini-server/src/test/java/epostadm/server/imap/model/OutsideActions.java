package epostadm.server.imap.model;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What others than clients do: mail arrives, and hands change files.
final class OutsideActions {

    private final ModelWorld world;
    private final Seeded random;
    private int arrivals;

    OutsideActions(ModelWorld world) {
        this.world = world;
        this.random = world.random;
    }

    /// Mail as SMTP delivers it; somebody looks.
    void deliver(ModelSession witness, FolderActions folders) throws IOException {
        ModelFolder inbox = world.folders.get("INBOX");
        Path root = world.server.root("any");
        for (int i = random.between(1, 3); i > 0; i--) {
            ModelMessage.Content content = dated(world.content(), ++arrivals);
            Path file = root.resolve("B%010d.MSG".formatted(arrivals));
            write(file, content);
            world.log.add("arrives " + file.getFileName());
            inbox.add(inbox.uidNext, content, Set.of());
        }
        folders.status(witness, inbox);
    }

    private static ModelMessage.Content dated(ModelMessage.Content content, int order) {
        return new ModelMessage.Content(content.text(), Instant.ofEpochSecond(1_700_000_000L + order));
    }

    private static void write(Path file, ModelMessage.Content content) throws IOException {
        Path made = file.resolveSibling("made-by-hand.txt");
        String text = content.text();
        Files.write(made, stuffed(text).getBytes(StandardCharsets.ISO_8859_1));
        Files.setLastModifiedTime(made, FileTime.from(content.date()));
        Files.move(made, file);
    }

    private static String stuffed(String text) {
        return text.replace("\r\n.", "\r\n..");
    }

    /// Another program files, marks or deletes; somebody looks.
    void byHand(ModelSession witness, FolderActions folders) throws IOException {
        ModelFolder folder = world.anyFolder();
        Path directory = world.server.folder("any", ModelWorld.decoded(folder.name));
        FileTime before = Files.getLastModifiedTime(directory);
        int choice = folder.messages.isEmpty() ? 1 : random.between(1, 3);
        if (choice == 1) {
            ModelMessage.Content content = world.content();
            long uid = folder.uidNext + random.between(0, 3);
            Set<String> flags = random.chance(0.5) ? Set.of("\\Seen") : Set.of();
            write(directory.resolve("%010d-1000%d0.MSG".formatted(uid, flags.size())), content);
            folder.add(uid, content, flags);
            world.log.add("by hand: UID " + uid + " in " + folder.name);
        } else {
            ModelMessage message = random.oneOf(folder.messages);
            Path file = file(directory, message);
            if (choice == 2) {
                Files.delete(file);
                folder.remove(List.of(message));
                world.log.add("by hand: UID " + message.uid + " of " + folder.name + " is deleted");
            } else {
                Set<String> flags = new TreeSet<>(message.flags);
                flags.add("\\Flagged");
                String name = file.getFileName().toString();
                Files.move(file, file.resolveSibling(name.substring(0, 13) + "1" + name.substring(14)));
                message.become(flags);
                world.log.add("by hand: UID " + message.uid + " of " + folder.name + " is flagged");
            }
        }
        // The clock of the file system may be coarser than we are quick.
        while (Files.getLastModifiedTime(directory).equals(before)) {
            Files.delete(Files.createFile(directory.resolve("tick.txt")));
        }
        folders.status(witness, folder);
    }

    private static Path file(Path directory, ModelMessage message) throws IOException {
        try (var files = Files.list(directory)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().startsWith("%010d-".formatted(message.uid)))
                    .toList();
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }
}
