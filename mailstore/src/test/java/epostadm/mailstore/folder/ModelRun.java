package epostadm.mailstore.folder;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.mail.Flags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/// One random run: what each step does is done to a model as well, and what sessions know is compared.
final class ModelRun {

    /// A message as it should be; its flags without the Recent digit.
    private record Mail(String subject, MessageFlags flags, String emailId) {}

    /// A client: what it believes of each message, by sequence number.
    private static final class Client {
        private final FolderView view;
        private final List<Long> uids = new ArrayList<>();
        private final List<MessageFlags> flags = new ArrayList<>();

        private Client(FolderView view) {
            this.view = view;
            view.messages().forEach(this::fetch);
        }

        private void fetch(LiveMessage message) {
            uids.add(message.uid());
            flags.add(plain(message.flags()));
        }

        private void hear(boolean expunges) {
            int before = uids.size();
            for (FolderChange change : view.changes(expunges)) {
                switch (change) {
                    case FolderChange.Expunged(int sequence, LiveMessage message) -> {
                        assertThat(expunges).isTrue();
                        assertThat(uids.remove(sequence - 1)).isEqualTo(message.uid());
                        flags.remove(sequence - 1);
                    }
                    case FolderChange.Exists(int count) -> {
                        assertThat(count).isGreaterThan(uids.size());
                        view.messages().subList(uids.size(), count).forEach(this::fetch);
                    }
                    case FolderChange.Recent(int count) -> assertThat(count).isEqualTo(view.recentCount());
                    case FolderChange.Flagged(int sequence, LiveMessage message) -> {
                        assertThat(uids.get(sequence - 1)).isEqualTo(message.uid());
                        flags.set(sequence - 1, plain(message.flags()));
                    }
                }
            }
            assertThat(expunges || uids.size() >= before).isTrue();
            assertThat(Workshop.uids(view.messages())).isEqualTo(uids);
            assertThat(expunges && view.pending()).isFalse();
        }
    }

    /// A folder, its model, and who looks at it.
    private final class Room {
        private final Path directory;
        private LiveFolder live;
        private final TreeMap<Long, Mail> mails = new TreeMap<>();
        private final List<Client> clients = new ArrayList<>();
        private long next = 1;
        /// What a client with QRESYNC remembers.
        private long modSeq;
        private Map<Long, MessageFlags> remembered = new TreeMap<>();

        private Room(Path directory) throws IOException {
            this.directory = directory;
            this.live = shop.open(directory);
        }

        private void remember() {
            modSeq = live.highestModSeq();
            remembered = new TreeMap<>();
            mails.forEach((uid, mail) -> remembered.put(uid, mail.flags()));
        }

        private void resync() {
            live.expungedSince(modSeq).forEach(range -> remembered.keySet().removeIf(range::holds));
            for (LiveMessage message : live.messages()) {
                if (message.modSeq() > modSeq) {
                    remembered.put(message.uid(), plain(message.flags()));
                }
            }
            Map<Long, MessageFlags> expected = new TreeMap<>();
            mails.forEach((uid, mail) -> expected.put(uid, mail.flags()));
            assertThat(remembered).isEqualTo(expected);
            remember();
        }

        private void verify() throws IOException {
            live.refresh();
            assertThat(Workshop.uids(live)).isEqualTo(List.copyOf(mails.keySet()));
            for (LiveMessage message : live.messages()) {
                Mail mail = mails.get(message.uid());
                assertThat(plain(message.flags())).isEqualTo(mail.flags());
                assertThat(Workshop.subject(message)).isEqualTo(mail.subject());
                assertThat(message.emailId()).isEqualTo(mail.emailId());
                assertThat(message.modSeq()).isLessThanOrEqualTo(live.highestModSeq());
            }
            assertThat(Workshop.names(directory)).hasSameSizeAs(mails.keySet());
            assertThat(Long.parseLong(Files.readString(directory.resolve("uid"))))
                    .isEqualTo(live.uidNext())
                    .isGreaterThanOrEqualTo(next);
            for (Client client : clients) {
                client.hear(true);
                assertThat(client.uids).isEqualTo(List.copyOf(mails.keySet()));
                assertThat(client.flags)
                        .isEqualTo(mails.values().stream().map(Mail::flags).toList());
            }
            resync();
        }

        private void reopen() throws IOException {
            live.refresh();
            clients.forEach(client -> client.view.close());
            clients.clear();
            List<Object> before = LiveFolderTest.state(live);
            live = shop.open(directory);
            live.refresh();
            List<Object> after = LiveFolderTest.state(live);
            assertThat(after.subList(0, 6)).isEqualTo(before.subList(0, 6));
            List<String> differing = new ArrayList<>();
            List<?> was = (List<?>) before.get(6);
            List<?> is = (List<?>) after.get(6);
            for (int i = 0; i < was.size() && differing.size() < 3; i++) {
                if (!was.get(i).equals(is.get(i))) {
                    differing.add(was.get(i) + " became " + is.get(i));
                }
            }
            assertThat(differing).isEmpty();
        }

        private void came(long uid, Mail mail) {
            assertThat(uid).isGreaterThanOrEqualTo(next);
            next = uid + 1;
            mails.put(uid, mail);
        }
    }

    private final Workshop shop;
    private final Seeded seeded;
    private final List<Room> rooms;
    private long tick = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    private int steps;
    private int made;

    ModelRun(Workshop shop, Seeded seeded) throws IOException {
        this.shop = shop;
        this.seeded = seeded;
        // Long after all that is done: a directory's time tells then of every change.
        shop.clock = InstantSource.fixed(Instant.now().plusSeconds(3600));
        for (int uid = 1; uid <= 5; uid++) {
            shop.put(shop.inbox(), uid, "000000");
        }
        rooms = List.of(new Room(shop.inbox()), new Room(shop.folder("other")));
        for (LiveMessage message : rooms.get(0).live.messages()) {
            rooms.get(0)
                    .came(
                            message.uid(),
                            new Mail("Subject: " + message.uid(), plain(message.flags()), message.emailId()));
        }
        rooms.forEach(Room::remember);
    }

    static MessageFlags plain(MessageFlags flags) {
        return new MessageFlags(MessageFlags.recent(flags.system(), false), flags.keywords());
    }

    int steps() {
        return steps;
    }

    void forgetOne() {
        rooms.get(0).mails.pollLastEntry();
        rooms.get(0).came(1_000_000, new Mail("Subject: none", Workshop.flags("000000"), "x"));
    }

    void run(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            steps++;
            step(seeded.oneOf(rooms), seeded.oneOf(rooms));
            if (seeded.chance(0.1)) {
                verify();
            }
        }
        verify();
        for (Room room : rooms) {
            room.reopen();
        }
        verify();
    }

    void verify() throws IOException {
        for (Room room : rooms) {
            room.verify();
        }
    }

    private void step(Room room, Room other) throws IOException {
        switch (seeded.between(0, 13)) {
            case 0 -> open(room);
            case 1 -> close(room);
            case 2, 3 -> store(room);
            case 4 -> expunge(room);
            case 5, 6 -> append(room);
            case 7 -> copy(room, other);
            case 8 -> move(room, other);
            case 9 -> foreign(room);
            case 10 -> arrive();
            case 11, 12 -> listen(room);
            default -> restart(room);
        }
    }

    private void open(Room room) throws IOException {
        if (room.clients.size() < 4) {
            arrivedIn(room);
            Client client = new Client(room.live.view(seeded.chance(0.3)));
            room.clients.add(client);
            assertThat(client.uids).isEqualTo(List.copyOf(room.mails.keySet()));
        }
    }

    private void close(Room room) {
        if (!room.clients.isEmpty()) {
            Client client = seeded.oneOf(room.clients);
            client.view.close();
            room.clients.remove(client);
        }
    }

    private void listen(Room room) {
        if (!room.clients.isEmpty()) {
            Client client = seeded.oneOf(room.clients);
            boolean expunges = seeded.chance(0.5);
            client.hear(expunges);
            if (expunges) {
                assertThat(client.uids).isEqualTo(List.copyOf(room.mails.keySet()));
            }
        }
    }

    private void restart(Room room) throws IOException {
        if (seeded.chance(0.3)) {
            arrivedIn(room);
            room.reopen();
        }
    }

    /// Messages as a client, or the folder, has them; some may be gone.
    private List<LiveMessage> some(List<LiveMessage> messages) {
        double share = seeded.oneOf(List.of(0.1, 0.5, 1.0));
        return messages.stream().filter(_ -> seeded.chance(share)).toList();
    }

    private MessageFlags flags() {
        Flags system = new Flags(
                seeded.chance(0.5),
                seeded.chance(0.3),
                seeded.chance(0.2),
                seeded.chance(0.3),
                seeded.chance(0.3),
                seeded.chance(0.4),
                seeded.chance(0.1));
        TreeSet<String> keywords = new TreeSet<>();
        while (seeded.chance(0.3)) {
            keywords.add(seeded.oneOf(List.of("$Junk", "work", "$MDNSent", "重要")));
        }
        return new MessageFlags(system, keywords);
    }

    private void store(Room room) throws IOException {
        Client client = room.clients.isEmpty() ? null : seeded.oneOf(room.clients);
        List<LiveMessage> messages = some(client == null ? room.live.messages() : client.view.messages());
        FlagChange change = new FlagChange(seeded.oneOf(List.of(FlagChange.Mode.values())), flags());
        OptionalLong since = seeded.chance(0.2)
                ? OptionalLong.of(seeded.between(room.modSeq, room.live.highestModSeq()))
                : OptionalLong.empty();
        LiveFolder.StoreOutcome outcome = room.live.store(messages, change, since, client == null ? null : client.view);
        for (LiveMessage message : messages) {
            boolean done = outcome.done().contains(message);
            assertThat(outcome.gone().contains(message)).isEqualTo(!room.mails.containsKey(message.uid()));
            if (done) {
                Mail mail = room.mails.get(message.uid());
                room.mails.put(message.uid(), new Mail(mail.subject(), applied(change, mail.flags()), mail.emailId()));
                if (client != null) {
                    // As a client does that was told to be silent: it reckons from what it knows.
                    int at = client.uids.indexOf(message.uid());
                    client.flags.set(at, applied(change, client.flags.get(at)));
                }
            }
        }
        assertThat(since.isPresent() || outcome.modified().isEmpty()).isTrue();
    }

    private static MessageFlags applied(FlagChange change, MessageFlags before) {
        return plain(change.applied(before));
    }

    private void expunge(Room room) throws IOException {
        List<LiveMessage> messages = some(room.live.messages());
        List<Long> doomed = messages.stream()
                .filter(message ->
                        room.mails.get(message.uid()).flags().system().deleted())
                .map(LiveMessage::uid)
                .toList();
        assertThat(Workshop.uids(room.live.expunge(messages))).isEqualTo(doomed);
        room.mails.keySet().removeAll(doomed);
    }

    private void append(Room room) throws IOException {
        List<StagedMessage> staged = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        for (int i = seeded.between(0, 3); i > 0; i--) {
            subjects.add("Subject: new " + made++);
            staged.add(shop.staged(subjects.getLast() + "\n\n", flags()));
        }
        List<Long> uids = room.live.append(staged);
        assertThat(uids).hasSameSizeAs(staged);
        for (int i = 0; i < staged.size(); i++) {
            String id = Workshop.message(room.live, uids.get(i)).emailId();
            room.came(uids.get(i), new Mail(subjects.get(i), plain(staged.get(i).flags()), id));
        }
    }

    private void copy(Room room, Room other) throws IOException {
        if (other.mails.size() > 150) {
            return;
        }
        List<LiveMessage> messages = some(known(room));
        transferred(room, other, room.live.copy(messages, other.live), messages);
    }

    private void move(Room room, Room other) throws IOException {
        List<LiveMessage> messages = some(known(room));
        LiveFolder.Copied moved = room.live.move(messages, other.live);
        Map<Long, Mail> before = new TreeMap<>(room.mails);
        transferred(room, other, moved, messages);
        moved.from().forEach(room.mails::remove);
        assertThat(before.keySet()).containsAll(moved.from());
    }

    private List<LiveMessage> known(Room room) {
        return room.clients.isEmpty() || seeded.chance(0.5)
                ? room.live.messages()
                : seeded.oneOf(room.clients).view.messages();
    }

    private static void transferred(Room room, Room other, LiveFolder.Copied copied, List<LiveMessage> messages) {
        assertThat(copied.from())
                .isEqualTo(messages.stream()
                        .map(LiveMessage::uid)
                        .filter(room.mails::containsKey)
                        .toList());
        for (int i = 0; i < copied.from().size(); i++) {
            Mail mail = room.mails.get(copied.from().get(i));
            other.came(copied.to().get(i), mail);
        }
    }

    /// Another program renames, deletes or brings files.
    private void foreign(Room room) throws IOException {
        for (LiveMessage message : some(room.live.messages())) {
            Path file = room.directory.resolve(message.fileName());
            Mail mail = room.mails.get(message.uid());
            if (seeded.chance(0.3)) {
                Files.delete(file);
                room.mails.remove(message.uid());
            } else {
                Flags system = flags().system();
                Files.move(file, file.resolveSibling(String.format("%010d-%s.MSG", message.uid(), system.digits())));
                MessageFlags flags = new MessageFlags(system, mail.flags().keywords());
                room.mails.put(message.uid(), new Mail(mail.subject(), plain(flags), mail.emailId()));
            }
        }
        List<Long> brought = new ArrayList<>();
        for (int i = seeded.between(0, 2); i > 0; i--) {
            long uid = room.live.uidNext() + brought.size() + seeded.between(0, 3);
            if (brought.contains(uid)) {
                continue;
            }
            shop.put(room.directory, uid, "100000");
            brought.add(uid);
        }
        Files.setLastModifiedTime(room.directory, FileTime.from(Instant.ofEpochSecond(tick++)));
        boolean restarted = seeded.chance(0.3);
        if (restarted) {
            room.clients.forEach(client -> client.view.close());
            room.clients.clear();
            room.live = shop.open(room.directory);
        } else {
            room.live.refresh();
            arrivedIn(room);
        }
        brought.stream()
                .sorted()
                .forEach(uid -> room.came(
                        uid,
                        new Mail(
                                "Subject: " + uid,
                                Workshop.flags("000000"),
                                Workshop.message(room.live, uid).emailId())));
        arrivedIn(room);
    }

    private void arrive() throws IOException {
        Room inbox = rooms.get(0);
        shop.pop3 = seeded.chance(0.5);
        int count = seeded.between(1, 3);
        for (int i = 0; i < count; i++) {
            shop.arrive(String.format("B%010d", made++), Workshop.NOW.plusSeconds(made));
        }
        Files.setLastModifiedTime(shop.root, FileTime.from(Instant.ofEpochSecond(tick++)));
        arrivedIn(inbox);
    }

    /// Lets INBOX take in what has arrived, and the model too.
    private void arrivedIn(Room room) throws IOException {
        room.live.refresh();
        for (LiveMessage message : room.live.messages()) {
            if (message.uid() >= room.next && Workshop.subject(message).startsWith("Subject: B")) {
                room.came(
                        message.uid(),
                        new Mail(Workshop.subject(message), Workshop.flags("000000"), message.emailId()));
            }
        }
    }
}
