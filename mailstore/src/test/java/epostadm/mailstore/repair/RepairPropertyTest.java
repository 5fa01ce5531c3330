package epostadm.mailstore.repair;

import static epostadm.mailstore.testing.TestMessage.uid;
import static epostadm.mailstore.testing.TestStore.store;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.check.Finding;
import epostadm.mailstore.disk.MessageFile;
import epostadm.mailstore.journal.ChangeSummary;
import epostadm.mailstore.journal.PlannedStep;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.Kill;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random damage on random stores: no message is lost, one run is enough, and undo is exact, also after a kill.
class RepairPropertyTest {

    private static final List<String> NAMES = List.of(
            "%010d-000010.MSG",
            "%010d-100000.MSG",
            "%010d-0x0070.MSG",
            "%010d-000000.~SG",
            "~%010d-000010.MSG",
            "%010d-000000.$SG",
            "%d.MSG",
            "letter%d.msg",
            "~x%d.MSG",
            "uid%d.tmp",
            "../B%010d.MSG",
            "../~B%010d.MSG",
            "../B%010d.~SG",
            "../B%010d.$SG",
            "\u4e0b\u66f8\u304d/%010d-000000.MSG",
            "../\u9001\u4fe1/\u6614/%010d-000000.MSG");

    private static final List<String> TEXTS = List.of(
            "",
            "Subject: a\r\n\r\nA\r\n",
            "Subject: a\r\n\r\nA\r\n.\r\n",
            "Subject: b\n\n.B\n..\n.",
            "Subject: c\r\n\r\nc\n.c\r\n",
            "\u00ffscrambled");

    static Stream<Long> seeds() {
        return Seeded.seeds(60);
    }

    static Stream<Long> fewSeeds() {
        return Seeded.seeds(4);
    }

    private static TestStore damaged(long seed) throws IOException {
        Seeded random = Seeded.of(seed);
        TestStore store = store(Edition.BSD).domain("a.example");
        for (String account : List.of("hana", "ken")) {
            store.account(account).mail("INBOX", uid(1), uid(3), uid(7));
            Path inbox = store.path("inbox/a.example/" + account + "/inbox");
            for (int i = random.between(0, 12); i > 0; i--) {
                String name = random.oneOf(NAMES).formatted(random.between(1, 9));
                Path file = inbox.resolve(name).normalize();
                Files.createDirectories(file.getParent());
                Files.write(file, random.oneOf(TEXTS).getBytes(StandardCharsets.ISO_8859_1));
            }
            if (random.chance(0.5)) {
                store.folderFile("uid", random.oneOf(List.of("1", "5", "20", "x", "")));
            } else if (random.chance(0.3)) {
                Files.delete(inbox.resolve("uid"));
            }
        }
        return store;
    }

    /// How often each text lies in a tree; of a message that is scrambled, its bytes.
    private static Map<String, Integer> texts(Path top) throws IOException {
        Map<String, Integer> texts = new HashMap<>();
        if (!Files.exists(top)) {
            return texts;
        }
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName() + "";
                boolean mail = name.matches("(?i).*\\.(MSG|~SG|\\$SG)");
                if (mail && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    texts.merge(text(file), 1, Integer::sum);
                }
            }
        }
        return texts;
    }

    private static String text(Path file) throws IOException {
        MessageFile message = new MessageFile(file);
        try (InputStream in = message.encoded() ? message.raw() : message.text()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void losesNothingAndIsDoneInOneRun(long seed) throws IOException {
        try (TestStore store = damaged(seed)) {
            StoreTree damaged = store.tree();
            Map<String, Integer> before = texts(store.path("inbox"));
            RepairPlan plan = Repaired.plan(store);
            if (plan.change().steps().isEmpty()) {
                return;
            }
            String change = store.make(plan.change());
            assertThat(Repaired.of(store).stillThere(plan)).isEmpty();
            assertThat(Repaired.plan(store).change().steps())
                    .as("a second repair")
                    .isEmpty();
            Map<String, Integer> after = texts(store.path("inbox"));
            texts(store.path(".epostadm/quarantine")).forEach((text, count) -> after.merge(text, count, Integer::sum));
            // What was written anew lies in quarantine as well, with the same text.
            long anew = plan.change().steps().stream()
                    .filter(PlannedStep.PutInstead.class::isInstance)
                    .count();
            assertThat(after.keySet()).isEqualTo(before.keySet());
            before.forEach((text, count) -> assertThat(after.get(text)).isGreaterThanOrEqualTo(count));
            assertThat(sum(after)).isEqualTo(sum(before) + anew);
            store.undo(change);
            assertThat(store.tree()).isEqualTo(damaged);
        }
    }

    private static long sum(Map<String, Integer> texts) {
        return texts.values().stream().mapToLong(Integer::longValue).sum();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void survivesAKillAtEveryStep(long seed) throws IOException {
        for (boolean resume : List.of(true, false)) {
            for (int call = 1; ; call++) {
                try (TestStore store = damaged(seed)) {
                    StoreTree damaged = store.tree();
                    RepairPlan plan = Repaired.plan(store);
                    if (plan.change().steps().isEmpty()) {
                        return;
                    }
                    Kill kill = Kill.at(call);
                    if (!kill.kills(() -> store.changes(kill).execute(plan.change()))) {
                        break;
                    }
                    end(store, resume, plan, damaged);
                }
            }
        }
    }

    private static void end(TestStore store, boolean resume, RepairPlan plan, StoreTree damaged) throws IOException {
        Optional<ChangeSummary> open = store.openChange();
        if (open.isEmpty()) {
            return; // Killed before it began, or when it was done.
        }
        boolean begun = !open.get().state().word().equals("preparing");
        if (resume && begun) {
            store.changes(Progress.NONE).resume(open.get().id());
            List<Finding> still = Repaired.of(store).stillThere(plan);
            assertThat(still).isEmpty();
        } else {
            store.undo(open.get().id());
            assertThat(store.tree()).isEqualTo(damaged);
        }
    }
}
