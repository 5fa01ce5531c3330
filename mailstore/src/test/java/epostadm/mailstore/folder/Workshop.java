package epostadm.mailstore.folder;

import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.mail.Flags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A mailbox root with folders, and hands that work in them as sessions and as other programs do.
final class Workshop {

    static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    final Path root;
    final List<String> troubles = new ArrayList<>();
    boolean pop3;
    InstantSource clock = InstantSource.system();
    Durability durability;

    Workshop(Path directory) throws IOException {
        this.root = Files.createDirectories(directory.resolve("root"));
        Files.createDirectories(root.resolve("inbox"));
        Files.createDirectories(directory.resolve("staged"));
        this.durability = Durability.of(directory);
    }

    Path inbox() {
        return root.resolve("inbox");
    }

    Path folder(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    LiveFolder open(Path directory) throws IOException {
        return open(directory, 0);
    }

    LiveFolder open(Path directory, long leastUidValidity) throws IOException {
        FolderHouse house = new FolderHouse(clock, durability, troubles::add);
        FolderPlace place = new FolderPlace(directory, root, directory.equals(inbox()));
        return LiveFolder.open(place, house, () -> pop3, leastUidValidity);
    }

    /// A message file as another program puts it there.
    void put(Path folder, long uid, String digits) throws IOException {
        Path file = folder.resolve(String.format("%010d-%s.MSG", uid, digits));
        Files.writeString(file, "Subject: " + uid + "\r\n\r\nText.\r\n");
        Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(uid)));
    }

    void arrive(String id) throws IOException {
        arrive(id, NOW);
    }

    void arrive(String id, Instant when) throws IOException {
        Path part = root.resolve(id + ".part");
        Files.writeString(part, "Subject: " + id + "\r\n\r\nArrived.\r\n.\r\n");
        Files.setLastModifiedTime(part, FileTime.from(when));
        Files.move(part, root.resolve(id + ".MSG"), StandardCopyOption.REPLACE_EXISTING);
    }

    static MessageFlags flags(String digits, String... keywords) {
        return new MessageFlags(Flags.parse(digits).orElseThrow(), new TreeSet<>(Arrays.asList(keywords)));
    }

    StagedMessage staged(String text, MessageFlags flags) throws IOException {
        StagedFile file = StagedFile.in(root.resolveSibling("staged"), durability);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        file.write(bytes, 0, bytes.length);
        file.finish();
        return new StagedMessage(file, flags, Optional.of(NOW));
    }

    static LiveFolder.StoreOutcome store(
            LiveFolder folder, FolderView by, List<LiveMessage> messages, FlagChange.Mode mode, MessageFlags flags)
            throws IOException {
        return folder.store(messages, new FlagChange(mode, flags), OptionalLong.empty(), by);
    }

    static void add(LiveFolder folder, List<LiveMessage> messages, String digits, String... keywords)
            throws IOException {
        store(folder, null, messages, FlagChange.Mode.ADD, flags(digits, keywords));
    }

    static LiveMessage message(LiveFolder folder, long uid) {
        return folder.messages().stream()
                .filter(message -> message.uid() == uid)
                .findFirst()
                .orElseThrow();
    }

    static List<Long> uids(List<LiveMessage> messages) {
        return messages.stream().map(LiveMessage::uid).toList();
    }

    static List<Long> uids(LiveFolder folder) {
        return uids(folder.messages());
    }

    /// What a message says on its subject line.
    static String subject(LiveMessage message) throws IOException {
        return message.withFile(
                file -> Files.readString(file).lines().findFirst().orElse(""));
    }

    /// The names of message files, sorted.
    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.endsWith(".MSG"))
                    .sorted()
                    .toList();
        }
    }

    /// What a view tells, a word each: `-2` expunged, `=3` exists, `r1` recent, `*1 000010` flags.
    static String told(FolderView view, boolean expunges) {
        StringBuilder words = new StringBuilder();
        for (FolderChange change : view.changes(expunges)) {
            words.append(words.isEmpty() ? "" : " ")
                    .append(
                            switch (change) {
                                case FolderChange.Expunged(int sequence, LiveMessage _) -> "-" + sequence;
                                case FolderChange.Exists(int count) -> "=" + count;
                                case FolderChange.Recent(int count) -> "r" + count;
                                case FolderChange.Flagged(int sequence, LiveMessage message) ->
                                    "*" + sequence + " "
                                            + message.flags().system().digits();
                            });
        }
        return words.toString();
    }

    static String told(FolderView view) {
        return told(view, true);
    }
}
