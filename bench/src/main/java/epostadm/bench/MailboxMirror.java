package epostadm.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// What a client knows of its selected folder from untagged data alone; says where that contradicts itself.
/// RFC 3501 sections 5.2, 5.5, 7.4.1.
final class MailboxMirror implements ImapConnection.Untagged {

    /// A message as this client knows it.
    static final class Message {

        private long uid;
        private Set<String> flags;
        private boolean unsure;
        private long modSequence;

        /// 0 where it was not told yet.
        long modSequence() {
            return modSequence;
        }

        /// 0 where it was not told yet.
        long uid() {
            return uid;
        }

        /// Without `\Recent`; null where they were not told yet.
        Set<String> flags() {
            return flags;
        }

        void flags(Set<String> now) {
            flags = now;
        }

        /// Somebody else's change came during an own silent one: which was the later one cannot be told.
        boolean unsure() {
            return unsure;
        }
    }

    /// What else is done with a FETCH response and what is not about numbers.
    interface Listener {
        default void fetched(int number, Message message, Map<String, Object> items) {}

        default void expunged(Message message) {}

        default void vanishedEarlier(Set<Long> uids) {}

        default void other(String response) {}
    }

    private final Consumer<String> contradiction;
    private final Listener listener;
    private final List<Message> messages = new ArrayList<>();
    private boolean expungeAllowed = true;
    private boolean silent;

    MailboxMirror(Consumer<String> contradiction, Listener listener) {
        this.contradiction = contradiction;
        this.listener = listener;
    }

    int size() {
        return messages.size();
    }

    Message message(int number) {
        return messages.get(number - 1);
    }

    List<Message> messages() {
        return messages;
    }

    void selecting() {
        messages.clear();
    }

    /// Before each command: whether numbers may change while it runs, and whether it stores silently.
    void begin(boolean mayExpunge, boolean storesSilently) {
        expungeAllowed = mayExpunge;
        silent = storesSilently;
    }

    @Override
    public void response(String response) {
        if (response.startsWith("* ") && response.length() > 2 && Character.isDigit(response.charAt(2))) {
            int space = response.indexOf(' ', 2);
            numbered(Integer.parseInt(response, 2, space, 10), response.substring(space + 1), response);
        } else if (response.startsWith("* VANISHED ")) {
            vanished(response);
        } else {
            listener.other(response);
        }
    }

    /// RFC 7162 section 3.2.10: instead of EXPUNGE; `(EARLIER)` names some that were never shown, or are shown
    /// before anything else of the folder is.
    private void vanished(String response) {
        if (!expungeAllowed && !response.contains("(EARLIER)")) {
            contradiction.accept("during FETCH, STORE or SEARCH: " + response);
        }
        Set<Long> uids = new HashSet<>(ImapData.numbers(response.substring(response.lastIndexOf(' ') + 1)));
        if (response.contains("(EARLIER)")) {
            listener.vanishedEarlier(Set.copyOf(uids));
        }
        for (int i = messages.size(); i > 0; i--) {
            if (uids.remove(messages.get(i - 1).uid)) {
                listener.expunged(messages.remove(i - 1));
            }
        }
        if (!response.contains("(EARLIER)")) {
            uids.stream().sorted().forEach(this::vanishedUnknown);
        }
    }

    /// One of those whose UID was not told yet, at the place where the UID belongs.
    private void vanishedUnknown(long uid) {
        int at = 0;
        long before = 0;
        int unknown = -1;
        while (at < messages.size() && messages.get(at).uid < uid) {
            if (messages.get(at).uid != 0) {
                before = messages.get(at).uid;
                unknown = -1;
            } else {
                unknown = at;
            }
            at++;
        }
        if (unknown < 0) {
            contradiction.accept("vanished, but was never there: " + uid + " behind " + before);
        } else {
            messages.remove(unknown);
        }
    }

    private void numbered(int number, String rest, String response) {
        if (rest.equals("EXISTS")) {
            exists(number);
        } else if (rest.equals("EXPUNGE")) {
            expunge(number, response);
        } else if (rest.startsWith("FETCH (")) {
            fetch(number, response);
        } else if (!rest.equals("RECENT")) {
            contradiction.accept("an untagged response that nobody knows: " + response);
        }
    }

    private void exists(int number) {
        if (number < messages.size()) {
            contradiction.accept("EXISTS falls from " + messages.size() + " to " + number + " without EXPUNGE");
            messages.subList(number, messages.size()).clear();
        }
        while (messages.size() < number) {
            messages.add(new Message());
        }
    }

    private void expunge(int number, String response) {
        if (!expungeAllowed) {
            contradiction.accept("during FETCH, STORE or SEARCH: " + response);
        }
        if (number < 1 || number > messages.size()) {
            contradiction.accept(response + " of " + messages.size());
            return;
        }
        listener.expunged(messages.remove(number - 1));
    }

    private void fetch(int number, String response) {
        if (number < 1 || number > messages.size()) {
            contradiction.accept("beyond EXISTS " + messages.size() + ": " + shortly(response));
            return;
        }
        Map<String, Object> items;
        try {
            items = ImapData.fetched(response);
        } catch (IllegalArgumentException unreadable) {
            contradiction.accept("cannot be read: " + unreadable.getMessage());
            return;
        }
        Message message = messages.get(number - 1);
        if (items.get("UID") instanceof String uid) {
            uid(number, message, Long.parseLong(uid));
        }
        if (items.get("FLAGS") instanceof List<?> flags) {
            Set<String> now = new LinkedHashSet<>();
            flags.forEach(flag -> now.add((String) flag));
            now.remove("\\Recent");
            message.flags = now;
            message.unsure = silent;
        }
        if (items.get("MODSEQ") instanceof List<?> one) {
            long now = Long.parseLong((String) one.getFirst());
            if (now < message.modSequence) {
                contradiction.accept("MODSEQ falls from " + message.modSequence + ": " + shortly(response));
            }
            message.modSequence = now;
        }
        listener.fetched(number, message, items);
    }

    private void uid(int number, Message message, long uid) {
        if (message.uid == uid) {
            return;
        }
        if (message.uid != 0) {
            contradiction.accept("message " + number + " had UID " + message.uid + " and has now " + uid);
        }
        message.uid = uid;
        for (int i = number - 2; i >= 0; i--) {
            if (messages.get(i).uid != 0) {
                ascending(i + 1, messages.get(i).uid, number, uid);
                break;
            }
        }
        for (int i = number; i < messages.size(); i++) {
            if (messages.get(i).uid != 0) {
                ascending(number, uid, i + 1, messages.get(i).uid);
                break;
            }
        }
    }

    private void ascending(int number, long uid, int later, long greater) {
        if (uid >= greater) {
            contradiction.accept(
                    "UIDs do not ascend: message " + number + " has " + uid + ", message " + later + " has " + greater);
        }
    }

    static String shortly(String response) {
        return response.length() > 200 ? response.substring(0, 200) + " ..." : response;
    }
}
