package epostadm.mailstore.trace;

import epostadm.mailstore.log.LogLine.Commanded;
import epostadm.mailstore.mail.FolderName;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which folder each mail program of a user has selected, by what it said in `imap4log`; INBOX before it said so.
final class Selections {

    private static final Pattern SELECT =
            Pattern.compile("(?:\\S+ )?(?:SELECT|EXAMINE) (?:\"([^\"]*)\"|(\\S+)).*", Pattern.CASE_INSENSITIVE);
    private static final int MOST = 10_000;

    private final Map<String, String> selected = new HashMap<>();

    /// The folder after this line.
    String after(Commanded line) {
        String key = line.user().toLowerCase(Locale.ROOT) + " " + line.ip();
        Matcher select = SELECT.matcher(line.command());
        if (select.matches() && (selected.size() < MOST || selected.containsKey(key))) {
            selected.put(key, name(select.group(1) != null ? select.group(1) : select.group(2)));
        }
        return selected.getOrDefault(key, FolderName.INBOX.toString());
    }

    /// As people see it; names travel in modified UTF-7, as directories have them.
    private static String name(String wire) {
        if (wire.equalsIgnoreCase(FolderName.INBOX.toString())) {
            return FolderName.INBOX.toString();
        }
        Optional<FolderName> name = FolderName.ofDirectory(List.of(wire.split("/")));
        return name.map(FolderName::toString).orElse(wire);
    }
}
