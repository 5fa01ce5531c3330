package epostadm.mailstore.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.disk.UidValidityFile;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random changes to a tree of folders, on disk and in a model of the rules.
class TreeModelTest {

    private Instant now = TestStore.NOW;

    /// What there should be. A folder without mail of its own has number 0.
    private static final class Model {
        private final SortedMap<FolderName, Integer> folders = new TreeMap<>(TreeOrder.NAMES);
        private final Map<FolderName, Boolean> said = new HashMap<>();
        private int made;

        boolean children(FolderName name) {
            return folders.keySet().stream().anyMatch(one -> TreeOrder.below(one, name));
        }

        Optional<FolderRefusal> create(FolderName name) {
            if (name.isInbox() || folders.getOrDefault(name, 0) > 0) {
                return Optional.of(FolderRefusal.ALREADY_EXISTS);
            }
            name.parent().ifPresent(this::make);
            folders.put(name, ++made);
            said.putIfAbsent(name, false);
            return Optional.empty();
        }

        private void make(FolderName name) {
            if (!folders.containsKey(name)) {
                name.parent().ifPresent(this::make);
                folders.put(name, ++made);
                said.putIfAbsent(name, false);
            }
        }

        Optional<FolderRefusal> delete(FolderName name) {
            if (name.isInbox()) {
                return Optional.of(FolderRefusal.CANNOT);
            }
            if (!folders.containsKey(name)) {
                return Optional.of(FolderRefusal.NONEXISTENT);
            }
            if (children(name) && folders.get(name) == 0) {
                return Optional.of(FolderRefusal.HAS_CHILDREN);
            }
            said.remove(name, false);
            if (children(name)) {
                folders.put(name, 0);
            } else {
                folders.remove(name);
                prune(name);
            }
            return Optional.empty();
        }

        private void prune(FolderName name) {
            name.parent().ifPresent(above -> {
                if (folders.getOrDefault(above, 1) == 0 && !children(above)) {
                    folders.remove(above);
                    prune(above);
                }
            });
        }

        Optional<FolderRefusal> rename(FolderName from, FolderName to) {
            if (!folders.containsKey(from)) {
                return Optional.of(FolderRefusal.NONEXISTENT);
            }
            if (TreeOrder.below(to, from)) {
                return Optional.of(FolderRefusal.CANNOT);
            }
            if (to.isInbox() || folders.containsKey(to)) {
                return Optional.of(FolderRefusal.ALREADY_EXISTS);
            }
            to.parent().ifPresent(this::make);
            for (FolderName name : List.copyOf(folders.keySet())) {
                if (name.equals(from) || TreeOrder.below(name, from)) {
                    FolderName moved = TreeOrder.moved(name, from, to);
                    folders.put(moved, folders.remove(name));
                    if (said.containsKey(name)) {
                        said.putIfAbsent(moved, false);
                    }
                    said.remove(name, false);
                }
            }
            prune(from);
            return Optional.empty();
        }

        List<String> list() {
            SortedMap<FolderName, String> lines = new TreeMap<>(TreeOrder.NAMES);
            said.forEach((name, yes) -> {
                if (yes) {
                    lines.put(name, line(name));
                }
            });
            folders.keySet().forEach(name -> lines.put(name, line(name)));
            lines.put(FolderName.INBOX, line(FolderName.INBOX));
            return List.copyOf(lines.values());
        }

        private String line(FolderName name) {
            boolean exists = name.isInbox() || folders.containsKey(name);
            return TreeModelTest.line(
                    name,
                    exists,
                    name.isInbox() || folders.getOrDefault(name, 0) > 0,
                    children(name),
                    said.getOrDefault(name, exists));
        }
    }

    private static String line(FolderName name, boolean exists, boolean mail, boolean children, boolean subscribed) {
        return name
                + (exists ? " there" : "")
                + (mail ? " mail" : "")
                + (children ? " children" : "")
                + (subscribed ? " subscribed" : "");
    }

    private static List<String> list(AccountFolders folders) throws IOException {
        return folders.list().stream()
                .map(folder -> line(
                        folder.name(), folder.exists(), folder.selectable(), folder.children(), folder.subscribed()))
                .toList();
    }

    @FunctionalInterface
    private interface Call {
        void make() throws IOException, FolderRefusedException;
    }

    private static Optional<FolderRefusal> outcome(Call call) throws IOException {
        try {
            call.make();
            return Optional.empty();
        } catch (FolderRefusedException e) {
            return Optional.of(e.refusal());
        }
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void doesAsTheModelDoes(long seed) throws Exception {
        Seeded random = Seeded.of(seed);
        TestStore store =
                TestStore.store(Edition.BSD).domain("a.example").account("sato").mailbox();
        LiveStore live = LiveStore.open(store::open, () -> now, _ -> {});
        AccountFolders folders = live.folders(store.find("sato"));
        Model model = new Model();
        Values values = new Values();
        for (int i = 0; i < 80; i++) {
            FolderName name = name(random);
            FolderName other = name(random);
            switch (random.between(0, 9)) {
                case 0, 1, 2 ->
                    assertThat(outcome(() -> folders.create(name, Set.of()))).isEqualTo(model.create(name));
                case 3, 4, 5 -> assertThat(outcome(() -> folders.delete(name))).isEqualTo(model.delete(name));
                case 6, 7, 8 -> {
                    if (!name.isInbox()) {
                        assertThat(outcome(() -> folders.rename(name, other))).isEqualTo(model.rename(name, other));
                    }
                }
                default -> {
                    boolean yes = random.chance(0.6);
                    if (yes) {
                        folders.subscribe(name);
                        model.said.put(name, true);
                    } else {
                        folders.unsubscribe(name);
                        model.said.remove(name);
                        if (name.isInbox() || model.folders.containsKey(name)) {
                            model.said.put(name, false);
                        }
                    }
                }
            }
            now = now.plusSeconds(random.between(-1, 2));
            assertThat(list(folders)).isEqualTo(model.list());
            values.look(folders, model, store.path("inbox/a.example/sato"));
        }
        AccountFolders anew = LiveStore.open(store::open, () -> now, _ -> {}).folders(store.find("sato"));
        assertThat(list(anew)).as("after a restart").isEqualTo(model.list());
    }

    private static FolderName name(Seeded random) {
        List<String> components = new ArrayList<>();
        for (int i = random.between(1, 3); i > 0; i--) {
            components.add(random.oneOf(List.of("a", "仕事", "INBOX")));
        }
        return new FolderName(components);
    }

    /// Which folder had which UIDVALIDITY under which name: a pair means one folder for ever, and values grow.
    private static final class Values {
        private final Map<FolderName, Map<Long, Integer>> seen = new HashMap<>();

        void look(AccountFolders folders, Model model, Path root) throws IOException {
            Set<FolderName> looked = new HashSet<>();
            for (ListedFolder folder : folders.list()) {
                FolderName name = folder.name();
                Path directory = root;
                for (String component : name.directoryNames(Edition.BSD)) {
                    directory = directory.resolve(component);
                }
                int number = model.folders.getOrDefault(name, 0);
                if (number > 0) {
                    assertThat(Files.exists(directory.resolve("uid"))).isTrue();
                    long value = UidValidityFile.read(directory).value();
                    Map<Long, Integer> had = seen.computeIfAbsent(name, _ -> new HashMap<>());
                    assertThat(had.getOrDefault(value, number))
                            .as(name + " " + value)
                            .isEqualTo(number);
                    assertThat(had.keySet()).allSatisfy(one -> assertThat(value).isGreaterThanOrEqualTo(one));
                    had.put(value, number);
                    looked.add(name);
                }
            }
            assertThat(looked).hasSize((int)
                    model.folders.values().stream().filter(number -> number > 0).count());
        }
    }
}
