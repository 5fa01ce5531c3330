package epostadm.server.imap.search.order;

/// Cuts a decoded subject down to its base: the steps of RFC 5256 section 2.1 by their numbers, over the grammar of
/// its section 5. Every step moves an end of what is left, so that a long subject costs no more than its length.
final class SubjectCutter {

    private final String text;
    private int begin;
    private int end;
    private boolean reply;

    SubjectCutter(String subject) {
        text = singleSpaces(subject);
        end = text.length();
    }

    /// Step 1.
    private static String singleSpaces(String subject) {
        StringBuilder single = new StringBuilder(subject.length());
        for (int i = 0; i < subject.length(); i++) {
            char c = subject.charAt(i);
            boolean space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
            if (!space) {
                single.append(c);
            } else if (single.isEmpty() || single.charAt(single.length() - 1) != ' ') {
                single.append(' ');
            }
        }
        return single.toString();
    }

    BaseSubject cut() {
        do {
            trailers();
            while (leader() || blobs()) {
                // Step 5.
            }
        } while (forwarded());
        return new BaseSubject(text.substring(begin, end), reply);
    }

    /// Step 2.
    private void trailers() {
        while (begin < end) {
            if (text.charAt(end - 1) == ' ') {
                end--;
            } else if (end - begin >= 5 && matches("(fwd)", end - 5)) {
                end -= 5;
                reply = true;
            } else {
                return;
            }
        }
    }

    /// Step 3: a space, or `Re:`, `Fw:`, `Fwd:` with blobs before it and one before its colon.
    private boolean leader() {
        if (begin < end && text.charAt(begin) == ' ') {
            begin++;
            return true;
        }
        int at = behindBlobs(begin);
        if (matches("re", at)) {
            at += 2;
        } else if (matches("fwd", at)) {
            at += 3;
        } else if (matches("fw", at)) {
            at += 2;
        } else {
            return false;
        }
        while (at < end && text.charAt(at) == ' ') {
            at++;
        }
        at = behindBlob(at);
        if (at >= end || text.charAt(at) != ':') {
            return false;
        }
        begin = at + 1;
        reply = true;
        return true;
    }

    /// Step 4. As no leader follows, all blobs go, but for the last where nothing else is left.
    private boolean blobs() {
        int at = begin;
        int next = behindBlob(at);
        while (next > at && next < end) {
            at = next;
            next = behindBlob(at);
        }
        boolean cut = at > begin;
        begin = at;
        return cut;
    }

    private int behindBlobs(int from) {
        int at = from;
        int next = behindBlob(at);
        while (next > at) {
            at = next;
            next = behindBlob(at);
        }
        return at;
    }

    /// Behind `[...]` and the spaces after it; `from` where none begins there.
    private int behindBlob(int from) {
        if (from >= end || text.charAt(from) != '[') {
            return from;
        }
        int at = from + 1;
        while (at < end && text.charAt(at) != '[' && text.charAt(at) != ']') {
            at++;
        }
        if (at >= end || text.charAt(at) != ']') {
            return from;
        }
        at++;
        while (at < end && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /// Step 6.
    private boolean forwarded() {
        if (end - begin >= 6 && matches("[fwd:", begin) && text.charAt(end - 1) == ']') {
            begin += 5;
            end--;
            reply = true;
            return true;
        }
        return false;
    }

    private boolean matches(String word, int at) {
        return at + word.length() <= end && text.regionMatches(true, at, word, 0, word.length());
    }
}
