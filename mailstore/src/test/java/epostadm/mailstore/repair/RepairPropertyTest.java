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
///
/// `-Depostadm.seeds=1000` looks at that many stores.
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
            "../\u9001\u4fe1/\u6614/%010d-000000.MSG",
            "../Sent/%010d-000010.MSG",
            "../&kAFP4Q-/%010d-000010.MSG",
            "sub/~%010d-100000.MSG",
            "../R&D/%010d-100000.MSG",
            "../~old/%010d-9.MSG");

    private static final List<String> FILES = List.of(
            "ims.ctl", "IMS.CTL", "Sender.DAT", "sender.dat", "APOP.DAT", "apop.dat", "size.ctl", "permitfrom.txt");

    private static final List<String> LINES = List.of(
            "[AutoForward]\nForwardTo=file:C:\\mail\\x\\send.txt\n",
            "bad@b.example,-1\n",
            "1000",
            "kawa-no-oto\r\n",
            "[Delivery]\r\nDiscard=No",
            "*@b.example\n",
            "");

    private static final List<String> ALIASES = List.of(
            "x@a.example\tken@a.example", "y@a.example\thana@a.example", "x@a.example\tken@a.example", "no alias");

    private static final List<String> TEXTS = List.of(
            "",
            "Subject: a\r\n\r\nA\r\n",
            "Subject: a\r\n\r\nA\r\n.\r\n",
            "Subject: b\n\n.B\n..\n.",
            "Subject: c\r\n\r\nc\n.c\r\n",
            "\u00ffscrambled");

    static Stream<Long> seeds() {
        return Seeded.seeds(Integer.getInteger("epostadm.seeds", 60));
    }

    static Stream<Long> fewSeeds() {
        return Seeded.seeds(4);
    }

    private static TestStore damaged(long seed) throws IOException {
        Seeded random = Seeded.of(seed);
        TestStore store = store(Edition.BSD).domain("a.example");
        for (String account : List.of("hana", "ken", "yumi").subList(0, random.between(1, 3))) {
            store.account(account);
            if (random.chance(0.5)) {
                store.apop("kawa-no-oto");
            }
            if (random.chance(0.5)) {
                store.sizeLimit(1_000_000);
            }
            store.mail("INBOX", uid(1), uid(3), uid(7));
            Path inbox = store.path("inbox/a.example/" + account + "/inbox");
            for (int i = random.between(0, 12); i > 0; i--) {
                String name = random.oneOf(NAMES).formatted(random.between(1, 9));
                Path file = inbox.resolve(name).normalize();
                Files.createDirectories(file.getParent());
                Files.write(file, random.oneOf(TEXTS).getBytes(StandardCharsets.ISO_8859_1));
            }
            if (random.chance(0.6)) {
                store.file("send.txt", "x@b.example\n");
                for (int i = random.between(1, 3); i > 0; i--) {
                    store.file(random.oneOf(FILES), random.oneOf(LINES));
                }
            }
            for (String name : List.of("apop.dat", "size.ctl")) {
                if (random.chance(0.2)) {
                    Files.deleteIfExists(inbox.resolveSibling(name));
                }
            }
            if (random.chance(0.5)) {
                store.folderFile("uid", random.oneOf(List.of("1", "5", "20", "x", "")));
            } else if (random.chance(0.3)) {
                Files.delete(inbox.resolve("uid"));
            }
        }
        if (random.chance(0.5)) {
            StringBuilder aliases = new StringBuilder();
            for (int i = random.between(1, 6); i > 0; i--) {
                aliases.append(random.oneOf(ALIASES)).append("\r\n");
            }
            store.put("db/aliases.txt", aliases.toString());
        }
        if (random.chance(0.3)) {
            store.put("effect.dat", random.oneOf(List.of("#blank false\n", "#<> default\n", "* true\n")));
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
            assertThat(store.tree()).as("a plan changes nothing").isEqualTo(damaged);
            if (plan.change().steps().isEmpty()) {
                return;
            }
            // What is written anew lies in quarantine as well, with the same text.
            for (PlannedStep step : plan.change().steps()) {
                if (step instanceof PlannedStep.PutInstead anew) {
                    before.merge(text(anew.like()), 1, Integer::sum);
                }
            }
            String change = store.make(plan.change());
            assertThat(Repaired.of(store).stillThere(plan)).isEmpty();
            assertThat(Repaired.plan(store).change().steps())
                    .as("a second repair")
                    .isEmpty();
            Map<String, Integer> after = texts(store.path("inbox"));
            texts(store.path(".epostadm/quarantine")).forEach((text, count) -> after.merge(text, count, Integer::sum));
            assertThat(after).isEqualTo(before);
            assertThat(cured(Repaired.findings(store)))
                    .as("what is left has no cure")
                    .containsExactlyInAnyOrderElementsOf(
                            cured(plan.left().map(Repair::finding).toList()));
            store.undo(change);
            assertThat(store.tree()).isEqualTo(damaged);
        }
    }

    /// The kinds of which a repair cures any.
    private static List<String> cured(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> Cures.of(finding) instanceof Cure.RepairStep)
                .map(finding -> finding.kind() + " " + finding.place())
                .toList();
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
