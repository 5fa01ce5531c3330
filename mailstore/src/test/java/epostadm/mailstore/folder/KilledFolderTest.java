package epostadm.mailstore.folder;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed in the middle of its work, time and again, on one store: no message is lost or doubled,
/// and no UID means two messages.
class KilledFolderTest {

    private static final int DEATHS = 8;

    @TempDir
    private Path directory;

    /// What was acknowledged: subjects by UID, of INBOX and of the other folder.
    private final List<TreeMap<Long, String>> folders = List.of(new TreeMap<>(), new TreeMap<>());

    /// Every UID that was ever acknowledged.
    private final List<Map<Long, String>> ever = List.of(new HashMap<>(), new HashMap<>());

    private final List<String> awaited = new ArrayList<>();
    private String begun = "";

    @Test
    @Timeout(120)
    void losesAndDoublesNothing() throws Exception {
        int inTheMiddle = 0;
        for (long seed = 1; seed <= DEATHS; seed++) {
            dieAfter(seed, Seeded.of(seed).between(20, 400));
            inTheMiddle += begun.isEmpty() ? 0 : 1;
            check(seed);
        }
        assertThat(inTheMiddle).as("deaths in the middle of a step").isPositive();
    }

    private void dieAfter(long seed, int lines) throws IOException, InterruptedException {
        Process victim = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        directory.toString(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        begun = "";
        try (BufferedReader out = victim.inputReader()) {
            int read = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                hear(line);
                read++;
                if (read == lines) {
                    victim.toHandle().destroyForcibly(); // Which leaves its output to be read.
                }
            }
            assertThat(read).as("lines of a victim").isGreaterThanOrEqualTo(lines);
        } finally {
            victim.destroyForcibly();
            victim.waitFor();
        }
    }

    private void hear(String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "begin" -> begun = line;
            case "appended" -> put(Integer.parseInt(words[1]), Long.parseLong(words[2]), words[3]);
            case "arrived" -> awaited.addAll(listed(begun.split(" ")[2]));
            case "came" -> {
                put(0, Long.parseLong(words[1]), words[2]);
                awaited.remove(words[2]);
            }
            case "copied" -> pairs(words[1], false);
            case "moved" -> pairs(words[1], true);
            case "expunged" ->
                listed(words[2])
                        .forEach(uid -> folders.get(Integer.parseInt(words[1])).remove(Long.valueOf(uid)));
            default -> {}
        }
        if (!line.startsWith("begin")
                && !line.startsWith("appended")
                && !line.startsWith("came")
                && !line.equals("arrived")) {
            begun = "";
        }
    }

    private void pairs(String pairs, boolean moved) {
        String[] words = begun.split(" ", -1);
        int from = Integer.parseInt(words[2]);
        int to = Integer.parseInt(words[3]);
        for (String pair : listed(pairs)) {
            String[] uids = pair.split(":");
            String subject = folders.get(from).get(Long.valueOf(uids[0]));
            put(to, Long.parseLong(uids[1]), subject);
            if (moved) {
                folders.get(from).remove(Long.valueOf(uids[0]));
            }
        }
    }

    private void put(int folder, long uid, String subject) {
        assertThat(subject).isNotNull();
        String before = ever.get(folder).put(uid, subject);
        assertThat(before == null || before.equals(subject))
                .as("UID " + uid + " once")
                .isTrue();
        folders.get(folder).put(uid, subject);
    }

    private static List<String> listed(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split(","));
    }

    private void check(long seed) throws IOException {
        Workshop shop = new Workshop(directory);
        shop.pop3 = seed % 2 == 0;
        List<LiveFolder> live = List.of(shop.open(shop.inbox()), shop.open(shop.folder("other")));
        live.get(0).refresh();
        Map<String, Integer> expected = count(folders);
        awaited.forEach(id -> expected.merge(id, 1, Integer::sum));
        List<TreeMap<Long, String>> found = List.of(new TreeMap<>(), new TreeMap<>());
        for (int at = 0; at < 2; at++) {
            long last = 0;
            for (LiveMessage message : live.get(at).messages()) {
                String subject = Workshop.subject(message).substring("Subject: ".length());
                assertThat(message.uid()).isGreaterThan(last);
                last = message.uid();
                String known = ever.get(at).get(message.uid());
                assertThat(known == null || known.equals(subject))
                        .as("UID " + message.uid() + " is " + known)
                        .isTrue();
                found.get(at).put(message.uid(), subject);
            }
            assertThat(live.get(at).uidNext()).isGreaterThan(last);
            long used = ever.get(at).keySet().stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElse(0);
            assertThat(Long.parseLong(Files.readString(directory
                            .resolve("root")
                            .resolve(at == 0 ? "inbox" : "other")
                            .resolve("uid"))))
                    .as("uid file")
                    .isGreaterThan(Math.max(used, last));
        }
        compare(expected, count(found), seed);
        for (int at = 0; at < 2; at++) {
            folders.get(at).clear();
            folders.get(at).putAll(found.get(at));
            ever.get(at).putAll(found.get(at));
        }
        awaited.clear();
        try (Stream<Path> root = Files.list(shop.root)) {
            assertThat(shop.pop3
                            || root.noneMatch(file -> file.toString().contains("B" + String.format("%03d", seed))
                                    && file.toString().endsWith(".MSG")))
                    .as("root is empty")
                    .isTrue();
        }
    }

    private static Map<String, Integer> count(List<TreeMap<Long, String>> folders) {
        Map<String, Integer> counts = new TreeMap<>();
        folders.forEach(folder -> folder.values().forEach(subject -> counts.merge(subject, 1, Integer::sum)));
        return counts;
    }

    /// All is as acknowledged, but for what the last step may have done in part.
    private void compare(Map<String, Integer> expected, Map<String, Integer> found, long seed) {
        Map<String, Integer> least = new TreeMap<>(expected);
        Map<String, Integer> most = new TreeMap<>(expected);
        String[] words = begun.split(" ", -1);
        switch (words.length < 2 ? "" : words[1]) {
            case "append", "arrive" ->
                listed(words[words.length - 1])
                        .forEach(subject -> most.merge(subject, expected.containsKey(subject) ? 0 : 1, Integer::sum));
            case "copy" -> inFlight(words, 4).forEach(subject -> most.merge(subject, 1, Integer::sum));
            case "expunge" -> inFlight(words, 3).forEach(subject -> least.merge(subject, -1, Integer::sum));
            default -> {}
        }
        found.forEach((subject, count) -> assertThat(count)
                .as("at most: " + subject + ", seed " + seed + ", " + begun)
                .isLessThanOrEqualTo(most.getOrDefault(subject, 0)));
        least.forEach((subject, count) -> assertThat(found.getOrDefault(subject, 0))
                .as("at least: " + subject + ", seed " + seed + ", " + begun)
                .isGreaterThanOrEqualTo(count));
    }

    private List<String> inFlight(String[] words, int at) {
        TreeMap<Long, String> from = folders.get(Integer.parseInt(words[2]));
        return listed(words[at]).stream()
                .map(uid -> from.get(Long.valueOf(uid)))
                .toList();
    }
}
