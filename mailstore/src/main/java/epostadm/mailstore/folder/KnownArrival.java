package epostadm.mailstore.folder;

import java.util.Optional;

/// A file of the mailbox root that is in INBOX already. A queue id that comes a second time, with another time and
/// another size, is another message.
///
/// @param modified milliseconds since 1970
record KnownArrival(String name, long modified, long size) {

    boolean same(KnownArrival other) {
        return name.equals(other.name) && (modified == other.modified || size == other.size);
    }

    /// As the end of a line.
    String text() {
        return modified + " " + size + " " + SideText.escaped(name);
    }

    static Optional<KnownArrival> parse(String modified, String size, String name) {
        try {
            return Optional.of(
                    new KnownArrival(SideText.unescaped(name), Long.parseLong(modified), Long.parseLong(size)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
