package epostadm.mailstore.folder;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Eight sessions at once in two folders.
class ManyThreadsTest {

    private static final int THREADS = 8;

    @TempDir
    private Path directory;

    private Workshop shop;
    private List<LiveFolder> folders;
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicInteger arrivals = new AtomicInteger();

    @BeforeEach
    void fill() throws IOException {
        shop = new Workshop(directory);
        for (int uid = 1; uid <= 200; uid++) {
            shop.put(shop.inbox(), uid, "100000");
        }
        messages.set(200);
        folders = List.of(shop.open(shop.inbox()), shop.open(shop.folder("other")));
    }

    @Test
    @Timeout(60)
    void agreeInTheEnd() throws Exception {
        List<Client> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Client client = new Client(folders.get(i % 2), folders.get((i + 1) % 2), Seeded.of(i + 1));
                clients.add(client);
                running.add(threads.submit(() -> {
                    client.work(150);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        for (LiveFolder folder : folders) {
            while (folder == folders.getFirst() && !Workshop.names(shop.root).isEmpty()) {
                folder.refresh();
            }
            folder.refresh();
        }
        for (Client client : clients) {
            client.hear(true);
            TreeMap<Long, MessageFlags> expected = new TreeMap<>();
            client.folder.messages().forEach(message -> expected.put(message.uid(), ModelRun.plain(message.flags())));
            assertThat(client.known()).isEqualTo(expected);
        }
        int left = 0;
        for (LiveFolder folder : folders) {
            Path place = folder == folders.getFirst() ? shop.inbox() : shop.root.resolve("other");
            assertThat(Workshop.names(place))
                    .isEqualTo(folder.messages().stream()
                            .map(LiveMessage::fileName)
                            .toList());
            folder.rest();
            left += folder.messages().size();
            assertThat(LiveFolderTest.state(shop.open(place))).isEqualTo(LiveFolderTest.state(folder));
        }
        assertThat(left).isEqualTo(messages.get() + arrivals.get());
    }

    private final class Client {
        private final LiveFolder folder;
        private final LiveFolder other;
        private final Seeded seeded;
        private final FolderView view;
        private final List<Long> uids = new ArrayList<>();
        private final List<MessageFlags> flags = new ArrayList<>();

        private Client(LiveFolder folder, LiveFolder other, Seeded seeded) throws IOException {
            this.folder = folder;
            this.other = other;
            this.seeded = seeded;
            this.view = folder.view(seeded.chance(0.5));
            view.messages().forEach(this::fetch);
        }

        private void fetch(LiveMessage message) {
            uids.add(message.uid());
            flags.add(ModelRun.plain(message.flags()));
        }

        private TreeMap<Long, MessageFlags> known() {
            TreeMap<Long, MessageFlags> known = new TreeMap<>();
            for (int i = 0; i < uids.size(); i++) {
                known.put(uids.get(i), flags.get(i));
            }
            return known;
        }

        private void hear(boolean expunges) {
            for (FolderChange change : view.changes(expunges)) {
                switch (change) {
                    case FolderChange.Expunged(int sequence, LiveMessage message) -> {
                        assertThat(uids.remove(sequence - 1)).isEqualTo(message.uid());
                        flags.remove(sequence - 1);
                    }
                    case FolderChange.Exists(int count) ->
                        view.messages().subList(uids.size(), count).forEach(this::fetch);
                    case FolderChange.Recent _ -> {}
                    case FolderChange.Flagged(int sequence, LiveMessage message) ->
                        flags.set(sequence - 1, ModelRun.plain(message.flags()));
                }
            }
            assertThat(uids).isSorted().isEqualTo(Workshop.uids(view.messages()));
        }

        private List<LiveMessage> some(int most) {
            return view.messages().stream()
                    .filter(_ -> seeded.chance(0.2))
                    .limit(most)
                    .toList();
        }

        private void work(int steps) throws IOException {
            for (int i = 0; i < steps; i++) {
                switch (seeded.between(0, 7)) {
                    case 0 -> {
                        folder.append(List.of(shop.staged("Subject: a\n\n", Workshop.flags("000010"))));
                        messages.incrementAndGet();
                    }
                    case 1 ->
                        messages.addAndGet(folder.copy(some(3), other).from().size());
                    case 2 -> folder.move(some(5), other);
                    case 3 -> store("000100", FlagChange.Mode.ADD);
                    case 4 -> messages.addAndGet(-folder.expunge(some(4)).size());
                    case 5 -> shop.arrive(String.format("B%010d", arrivals.incrementAndGet()));
                    case 6 -> read();
                    default -> store("001010", seeded.oneOf(List.of(FlagChange.Mode.values())));
                }
                folder.refresh();
                hear(seeded.chance(0.5));
            }
        }

        private void store(String digits, FlagChange.Mode mode) throws IOException {
            FlagChange change = new FlagChange(mode, Workshop.flags(digits, seeded.chance(0.3) ? "work" : "home"));
            LiveFolder.StoreOutcome outcome = folder.store(some(20), change, OptionalLong.empty(), view);
            for (LiveMessage message : outcome.done()) {
                int at = uids.indexOf(message.uid());
                flags.set(at, ModelRun.plain(change.applied(flags.get(at))));
            }
        }

        private void read() throws IOException {
            for (LiveMessage message : some(20)) {
                try {
                    assertThat(message.<Boolean>withFile(Files::exists)).isNotNull();
                    message.<Long>withFile(Files::size);
                } catch (NoSuchFileException e) {
                    assertThat(message.expunged()).isTrue();
                }
            }
        }
    }
}
