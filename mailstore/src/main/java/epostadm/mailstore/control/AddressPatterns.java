package epostadm.mailstore.control;

import epostadm.mailstore.mail.Edition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The files of a mailbox that name senders by patterns, one a line: `permitfrom.txt`, whose mail alone is
/// forwarded, and `noreply.txt`, who are never answered. docs/store-format.md, "Mailbox root".
///
/// A file without any pattern says as little as none.
public record AddressPatterns(List<String> patterns) {

    public static final String PERMIT_FROM = "permitfrom.txt";
    public static final String NO_REPLY = "noreply.txt";

    public AddressPatterns {
        patterns = List.copyOf(patterns);
    }

    /// The patterns of that file; none where it is not there.
    public static AddressPatterns read(Path root, String name, Edition edition) throws IOException {
        return new AddressPatterns(ControlLines.read(ControlFileName.in(root, name, edition)).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList());
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /// Whether one of them matches the address; the null sender is the empty one.
    public boolean match(String address) {
        return patterns.stream().map(AddressPattern::new).anyMatch(pattern -> pattern.matches(address));
    }
}
