package epostadm.mailstore.trace;

import epostadm.mailstore.log.LogLine.Commanded;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What mail programs did in a mailbox after a mail had come: by POP3 a session at a time, by IMAP each request
/// for something of the mail itself.
final class Visits {

    private static final Duration PAUSE = Duration.ofMinutes(30);
    private static final int MOST = 5;

    /// Asks which there are and how they are marked: nobody has seen a mail by that.
    private static final Pattern FLAGS_ONLY = Pattern.compile(
            ".* \\((?:(?:UID|FLAGS|MODSEQ|RFC822\\.SIZE|INTERNALDATE) ?)*\\)(?: \\(.*\\))?|.* FLAGS",
            Pattern.CASE_INSENSITIVE);

    private final LocalDateTime since;
    private final List<StoredMail> stored;
    private final Selections selections = new Selections();
    private final List<TraceEvent> events = new ArrayList<>();
    private final Map<String, Session> open = new LinkedHashMap<>();

    /// @param stored where the mail lies now
    Visits(LocalDateTime since, List<StoredMail> stored) {
        this.since = since;
        this.stored = stored;
    }

    private static final class Session {
        private final Commanded first;
        private LocalDateTime last;
        private int retrieved;
        private int deleted;

        Session(Commanded first) {
            this.first = first;
            this.last = first.at();
        }
    }

    void take(Commanded line) {
        String folder = selections.after(line);
        if (line.at().isBefore(since)) {
            return;
        }
        Optional<UidRequest> request = UidRequest.parse(line.command());
        if (request.isPresent()) {
            if (request.get().action().equals("FETCH")
                    && !FLAGS_ONLY.matcher(line.command()).matches()
                    && stored.stream().anyMatch(one -> meant(one, folder, request.get()))) {
                events.add(event(line, line.command()));
            }
            return;
        }
        String command = line.command().toUpperCase(Locale.ROOT);
        String key = line.user() + " " + line.ip();
        Session session = open.get(key);
        if (session == null || Duration.between(session.last, line.at()).compareTo(PAUSE) > 0) {
            end(session);
            session = new Session(line);
            open.put(key, session);
        }
        session.last = line.at();
        if (command.startsWith("RETR ")) {
            session.retrieved++;
        } else if (command.startsWith("DELE ")) {
            session.deleted++;
        } else if (command.equals("CLOSE") || command.equals("QUIT")) {
            end(open.remove(key));
        }
    }

    private static boolean meant(StoredMail mail, String folder, UidRequest request) {
        return mail.folder().equals(folder) && mail.uid().filter(request::names).isPresent();
    }

    private void end(Session session) {
        if (session != null && session.retrieved + session.deleted > 0) {
            events.add(event(session.first, "RETR: " + session.retrieved + ", DELE: " + session.deleted));
        }
    }

    private static TraceEvent event(Commanded line, String text) {
        return TraceEvent.of(Optional.of(line.at()), Step.READ, "", line.ip(), text)
                .between("", line.user());
    }

    /// The first few; the others are details.
    List<TraceEvent> events() {
        open.values().forEach(this::end);
        open.clear();
        List<TraceEvent> told = new ArrayList<>(events);
        told.subList(Math.min(MOST, told.size()), told.size()).replaceAll(TraceEvent::asDetail);
        return told;
    }
}
