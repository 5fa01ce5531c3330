package epostadm.mailstore.folder;

import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.mail.Flags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What a side file says, read once when a folder is put to work. Lines that cannot be read are passed over, a last
/// line without its end too.
final class Recollection {

    private static final int LONGEST = 1 << 28;

    private String id = "";
    private long uidValidity;
    private boolean whole;
    private long bytes;
    private long recentFrom = 1;
    private long complete;
    private long highestModSeq;
    private long renumbering;
    private final List<ExpungedHistory.Entry> expunged = new ArrayList<>();
    private final List<States> states = new ArrayList<>();
    private final ArrivalMemory arrivals = new ArrivalMemory();

    /// What a line says of messages.
    record States(List<UidRange> uids, long modSeq, Flags flags, String saved, String email, List<String> keywords) {}

    /// Where there is none that can be read, nothing is known.
    static Recollection read(Path file, Consumer<String> trouble) {
        Recollection recollection = new Recollection();
        try {
            recollection.take(RegularFile.read(file, LONGEST));
        } catch (NoSuchFileException e) {
            return recollection;
        } catch (IOException | OutOfMemoryError e) {
            String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.toString();
            trouble.accept(file + ": not read, begun anew: " + reason);
            return new Recollection();
        }
        if (recollection.bytes > 0 && recollection.id.isEmpty()) {
            trouble.accept(file + ": not recognised, begun anew");
        }
        return recollection;
    }

    private void take(byte[] all) {
        bytes = all.length;
        int from = 0;
        for (int at = 0; at < all.length; at++) {
            if (all[at] == '\n') {
                line(new String(all, from, at - from, StandardCharsets.UTF_8), from == 0);
                from = at + 1;
                if (id.isEmpty()) {
                    return;
                }
            }
        }
        whole = from == all.length;
    }

    private void line(String line, boolean first) {
        String[] words = line.split(" ");
        if (first) {
            header(line, words);
            return;
        }
        try {
            word(words);
        } catch (NumberFormatException e) {
            // Damaged: passed over.
        }
    }

    private void header(String line, String[] words) {
        if (line.startsWith(SideText.SIGNATURE) && words.length == 4 && words[2].matches("[A-Za-z0-9-]{1,100}")) {
            try {
                uidValidity = Long.parseLong(words[3]);
                id = words[2];
            } catch (NumberFormatException e) {
                id = "";
            }
        }
    }

    private void word(String[] words) {
        int count = words.length;
        if (count == 0 || words[0].isEmpty()) {
            return;
        }
        if (Character.isDigit(words[0].charAt(0))) {
            if (count >= 5) {
                states(words);
            }
            return;
        }
        switch (words[0]) {
            case SideText.EXPUNGED -> {
                if (count == 3) {
                    expunged(words);
                }
            }
            case SideText.COMPLETE -> complete = count == 2 ? modSeq(words[1]) : complete;
            case SideText.RECENT -> recentFrom = count == 2 ? Math.max(1, Long.parseLong(words[1])) : recentFrom;
            case SideText.RENUMBERING -> renumbering = count == 2 ? Long.parseLong(words[1]) : 0;
            case SideText.RENUMBERED -> renumbering = 0;
            default -> arrivals.take(words);
        }
    }

    private void states(String[] words) {
        Optional<List<UidRange>> uids = UidRanges.parse(words[0]);
        Optional<Flags> flags = Flags.parse(words[2]);
        if (uids.isPresent() && flags.isPresent()) {
            List<String> keywords =
                    words.length == 5 ? List.of() : Arrays.asList(words).subList(5, words.length);
            states.add(new States(uids.get(), modSeq(words[1]), flags.get(), words[3], words[4], keywords));
        }
    }

    private void expunged(String[] words) {
        long modSeq = modSeq(words[2]);
        for (UidRange range : UidRanges.parse(words[1]).orElse(List.of())) {
            expunged.add(new ExpungedHistory.Entry(range, modSeq));
        }
    }

    private long modSeq(String word) {
        long value = Long.parseLong(word);
        if (value < 1 || value > Long.MAX_VALUE / 2) {
            throw new NumberFormatException(word);
        }
        highestModSeq = Math.max(highestModSeq, value);
        return value;
    }

    /// Whether the file is there and can be added to.
    boolean whole() {
        return whole && !id.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    /// Empty where nothing is known.
    String id() {
        return id;
    }

    long uidValidity() {
        return uidValidity;
    }

    long recentFrom() {
        return recentFrom;
    }

    long complete() {
        return complete;
    }

    long highestModSeq() {
        return highestModSeq;
    }

    /// The highest UID that is spoken of.
    long highestUid() {
        long ofStates = states.stream()
                .mapToLong(one -> one.uids().getLast().last())
                .max()
                .orElse(0);
        long ofExpunged =
                expunged.stream().mapToLong(one -> one.uids().last()).max().orElse(0);
        return Math.max(ofStates, ofExpunged);
    }

    /// What `uid` said before the renumbering that was not finished; 0 where all are.
    long renumbering() {
        return renumbering;
    }

    List<ExpungedHistory.Entry> expunged() {
        return expunged;
    }

    List<States> states() {
        return states;
    }

    ArrivalMemory arrivals() {
        return arrivals;
    }
}
