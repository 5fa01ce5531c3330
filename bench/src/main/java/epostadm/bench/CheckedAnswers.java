package epostadm.bench;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// What a client of [ImapCheck] is told, beside what all were told before and what it did itself.
final class CheckedAnswers implements MailboxMirror.Listener {

    private final ImapMessages texts;
    private final Set<String> own;
    private final Consumer<String> wrong;
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<CheckedFolder, Map<Long, Set<String>>> expected = new HashMap<>();
    private CheckedFolder folder;
    private long selected;
    private Set<Long> storing = Set.of();
    private final Set<Integer> answered = new HashSet<>();
    private final Set<Long> vanishedEarlier = new HashSet<>();
    private String found;
    private String capabilities = "";
    private long highestModSequence;

    /// `own` are the flags that this client alone sets.
    CheckedAnswers(ImapMessages texts, Set<String> own, Consumer<String> wrong) {
        this.texts = texts;
        this.own = own;
        this.wrong = wrong;
    }

    Map<String, Integer> counts() {
        return counts;
    }

    void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    /// null where none is selected.
    CheckedFolder folder() {
        return folder;
    }

    void selecting(CheckedFolder next) {
        folder = next;
        selected = System.nanoTime();
        vanishedEarlier.clear();
        highestModSequence = 0;
    }

    /// These are being changed by the client itself: what their flags are is open.
    void storing(Set<Long> uids) {
        storing = uids;
    }

    Set<Long> storing() {
        return storing;
    }

    /// The own flags that a message of the selected folder must have, where that is known; may be changed.
    Optional<Set<String>> expected(long uid) {
        return Optional.ofNullable(expected.getOrDefault(folder, Map.of()).get(uid));
    }

    void forget(long uid) {
        expected.getOrDefault(folder, Map.of()).remove(uid);
    }

    void asking() {
        found = null;
        answered.clear();
    }

    /// The numbers of messages that were told of since [#asking].
    Set<Integer> answered() {
        return answered;
    }

    /// What a SEARCH gave; null where it was not answered.
    String found() {
        return found;
    }

    boolean can(String capability) {
        return (capabilities + " ").contains(" " + capability + " ");
    }

    /// As SELECT told it; 0 where it did not.
    long highestModSequence() {
        return highestModSequence;
    }

    Set<Long> vanishedEarlier() {
        return vanishedEarlier;
    }

    @Override
    public void fetched(int number, MailboxMirror.Message message, Map<String, Object> items) {
        answered.add(number);
        long uid = message.uid();
        if (uid == 0) {
            return;
        }
        folder.knows(uid);
        if (folder.goneBefore(uid, selected)) {
            wrong("UID " + uid + " is there again, which was expunged");
        }
        if (folder.marked(uid) && (items.containsValue(null) || "0".equals(items.get("RFC822.SIZE")))) {
            // RFC 2180 section 4.1.3: expunged by another client, and not yet told.
            count("answered with NIL");
            return;
        }
        if (message.flags() != null && message.flags().contains("\\Deleted")) {
            folder.mark(uid);
        }
        if (items.containsKey("FLAGS") && !storing.contains(uid)) {
            mine(message);
        }
        if (items.containsKey("FLAGS") && items.get("MODSEQ") instanceof List<?> sequence) {
            fact(uid, "flags at " + sequence, new TreeSet<>(message.flags()).toString());
        }
        for (String item : List.of("RFC822.SIZE", "INTERNALDATE", "ENVELOPE", "BODYSTRUCTURE", "BODY[TEXT]")) {
            if (items.containsKey(item)) {
                fact(uid, item, String.valueOf(items.get(item)));
            }
        }
        items.forEach((item, value) -> content(uid, item, value));
    }

    private void content(long uid, String item, Object value) {
        if (item.equals("BODY[]") || item.startsWith("BODY[HEADER")) {
            number(folder, uid, ImapMessages.numberIn(String.valueOf(value)));
        }
        int which = folder.number(uid);
        if (which == 0) {
            return;
        }
        String whole = new String(texts.message(which), StandardCharsets.ISO_8859_1);
        int split = whole.indexOf("\r\n\r\n") + 4;
        String wanted = switch (item) {
            case "BODY[]" -> whole;
            case "BODY[]<100>" -> whole.substring(100, Math.min(300, whole.length()));
            case "BODY[HEADER]" -> whole.substring(0, split);
            case "BODY[TEXT]" -> whole.substring(split);
            case "RFC822.SIZE" -> Integer.toString(whole.length());
            default -> null;
        };
        if (wanted != null && !wanted.equals(value)) {
            wrong(item + " of UID " + uid + " is not that of message " + which + ": "
                    + MailboxMirror.shortly(String.valueOf(value)));
        }
    }

    private void fact(long uid, String item, String value) {
        String before = folder.differs(uid + " " + item, value);
        if (!before.isEmpty()) {
            wrong(item + " of UID " + uid + " was " + before + " and is " + value);
        }
    }

    /// Looks whether the own flags are what they must be.
    void mine(MailboxMirror.Message message) {
        if (message.flags() == null) {
            return;
        }
        Set<String> now = new HashSet<>(message.flags());
        now.retainAll(own);
        Map<Long, Set<String>> here = expected.computeIfAbsent(folder, any -> new HashMap<>());
        Set<String> before = here.putIfAbsent(message.uid(), now);
        if (before != null && !before.equals(now)) {
            wrong("UID " + message.uid() + " must have " + before + " of " + own + ", but has " + message.flags());
            here.put(message.uid(), now);
        }
    }

    @Override
    public void expunged(MailboxMirror.Message message) {
        if (message.uid() == 0) {
            return;
        }
        folder.expunged(message.uid());
    }

    @Override
    public void other(String response) {
        if (response.startsWith("* CAPABILITY")) {
            capabilities = response;
        } else if (response.startsWith("* SEARCH")) {
            found = response.substring(8).strip();
        } else if (response.startsWith("* OK [HIGHESTMODSEQ ")) {
            long now = Long.parseLong(response.substring(20, response.indexOf(']')));
            if (highestModSequence == 0) {
                highestModSequence = now;
            }
        } else if (response.startsWith("* OK [UIDVALIDITY ")) {
            String before = folder.differs("UIDVALIDITY", response.substring(18, response.indexOf(']')));
            if (!before.isEmpty()) {
                wrong("UIDVALIDITY was " + before + ": " + response);
            }
        } else if (response.startsWith("* BAD")) {
            wrong(response);
        }
    }

    void number(CheckedFolder where, long uid, int number) {
        int before = where.number(uid, number);
        if (before != 0) {
            wrong("UID " + uid + " of " + where.name() + " was message " + before + " and is " + number);
        }
    }

    @Override
    public void vanishedEarlier(Set<Long> uids) {
        vanishedEarlier.addAll(uids);
    }

    void wrong(String what) {
        wrong.accept(what);
    }
}
