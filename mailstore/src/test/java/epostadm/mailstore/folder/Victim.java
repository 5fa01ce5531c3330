package epostadm.mailstore.folder;

import epostadm.fixtures.Seeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A process that works in two folders until it is killed, and says before each step what it will do, and after it
/// what it has done.
final class Victim {

    private final Workshop shop;
    private final Seeded seeded;
    private final LiveFolder[] folders = new LiveFolder[2];
    private final long seed;
    private long shown;
    private int made;

    private Victim(Path directory, long seed) throws IOException {
        this.shop = new Workshop(directory);
        this.seed = seed;
        this.seeded = Seeded.of(seed);
        shop.pop3 = seed % 2 == 0;
        folders[0] = shop.open(shop.inbox());
        folders[1] = shop.open(shop.folder("other"));
        folders[0].refresh();
        shown = folders[0].uidNext() - 1;
    }

    /// @param arguments the directory of a [Workshop], and a seed
    public static void main(String[] arguments) throws IOException {
        Victim victim = new Victim(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        say("ready");
        while (true) {
            victim.step();
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private void step() throws IOException {
        int at = seeded.between(0, 1);
        LiveFolder folder = folders[at];
        List<LiveMessage> some = folder.messages().stream()
                .filter(_ -> seeded.chance(0.5))
                .limit(60)
                .toList();
        switch (seeded.between(0, 5)) {
            case 0 -> append(at, folder);
            case 1 -> arrive();
            case 2 -> {
                if (folder.messages().size() < 300) {
                    int to = seeded.between(0, 1);
                    say("begin copy " + at + " " + to + " " + uids(some));
                    say("copied " + pairs(folder.copy(some, folders[to])));
                }
            }
            case 3 -> {
                say("begin move " + at + " " + (1 - at) + " " + uids(some));
                say("moved " + pairs(folder.move(some, folders[1 - at])));
            }
            case 4 -> {
                say("begin store");
                FlagChange.Mode mode = seeded.oneOf(List.of(FlagChange.Mode.values()));
                Workshop.store(
                        folder,
                        null,
                        some,
                        mode,
                        Workshop.flags(seeded.oneOf(List.of("001010", "030000", "000001")), "work"));
                say("stored");
            }
            default -> {
                if (folder.messages().size() > 100) {
                    say("begin expunge " + at + " " + uids(some));
                    Workshop.add(folder, some, "000100");
                    say("expunged " + at + " " + uids(folder.expunge(some)));
                }
            }
        }
    }

    private void append(int at, LiveFolder folder) throws IOException {
        List<StagedMessage> staged = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        for (int i = seeded.between(1, 3); i > 0; i--) {
            subjects.add("A" + seed + "." + made++);
            staged.add(shop.staged("Subject: " + subjects.getLast() + "\n\n", Workshop.flags("000000")));
        }
        say("begin append " + at + " " + String.join(",", subjects));
        List<Long> uids = folder.append(staged);
        for (int i = 0; i < uids.size(); i++) {
            say("appended " + at + " " + uids.get(i) + " " + subjects.get(i));
        }
        say("end");
    }

    private void arrive() throws IOException {
        List<String> ids = new ArrayList<>();
        for (int i = seeded.between(1, 20); i > 0; i--) {
            ids.add(String.format("B%03d%07d", seed, made++));
        }
        say("begin arrive " + String.join(",", ids));
        for (String id : ids) {
            Path part = shop.root.resolve(id + ".part");
            Files.writeString(part, "Subject: " + id + "\r\n\r\n");
            Files.setLastModifiedTime(part, FileTime.from(Workshop.NOW.plusSeconds(made)));
            Files.move(part, shop.root.resolve(id + ".MSG"), StandardCopyOption.ATOMIC_MOVE);
        }
        say("arrived");
        folders[0].refresh();
        for (LiveMessage message : folders[0].messages()) {
            if (message.uid() > shown
                    && Workshop.subject(message).startsWith("Subject: B" + String.format("%03d", seed))) {
                shown = message.uid();
                say("came " + message.uid() + " " + Workshop.subject(message).substring(9));
            }
        }
        shown = folders[0].uidNext() - 1;
        say("end");
    }

    private static String uids(List<LiveMessage> messages) {
        return messages.stream().map(message -> Long.toString(message.uid())).collect(Collectors.joining(","));
    }

    private static String pairs(LiveFolder.Copied copied) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < copied.from().size(); i++) {
            pairs.add(copied.from().get(i) + ":" + copied.to().get(i));
        }
        return String.join(",", pairs);
    }
}
