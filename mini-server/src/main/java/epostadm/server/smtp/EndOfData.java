package epostadm.server.smtp;

/// Finds where a message ends that came after DATA: at CRLF, dot, CRLF and nowhere else. RFC 5321 section 4.1.1.4.
///
/// Takes the bytes block by block as they come, cut anywhere. A bare CR or LF is content to it and never part of an
/// end; that there was one is remembered, since the message is to be refused (docs/adr, "Bare CR or LF").
public final class EndOfData {

    private enum State {
        LINE_START,
        TEXT,
        CR,
        DOT,
        DOT_CR,
        ENDED
    }

    private State state = State.LINE_START;
    private long size;
    private boolean bareLineEnd;

    /// Looks at the bytes from `from` up to `to`, and answers how far the message reaches: past its end's CRLF once
    /// [#ended], or `to`.
    public int scan(byte[] block, int from, int to) {
        int at = from;
        while (at < to && state != State.ENDED) {
            if (state == State.TEXT) {
                int lineEnd = lineEnd(block, at, to);
                size += lineEnd - at;
                at = lineEnd;
                if (at == to) {
                    break;
                }
            }
            step(block[at++]);
        }
        return at;
    }

    private static int lineEnd(byte[] block, int from, int to) {
        int at = from;
        while (at < to && block[at] != '\r' && block[at] != '\n') {
            at++;
        }
        return at;
    }

    private void step(byte octet) {
        switch (state) {
            case LINE_START -> {
                if (octet == '.') {
                    state = State.DOT;
                } else {
                    content(octet);
                }
            }
            case TEXT -> content(octet);
            case CR -> {
                size++;
                if (octet == '\n') {
                    size++;
                    state = State.LINE_START;
                } else {
                    bareLineEnd = true;
                    content(octet);
                }
            }
            case DOT -> {
                if (octet == '\r') {
                    state = State.DOT_CR;
                } else {
                    // Of two dots one was added for the way and does not count (section 4.5.2); a single one stays.
                    size += octet == '.' ? 0 : 1;
                    content(octet);
                }
            }
            case DOT_CR -> {
                if (octet == '\n') {
                    state = State.ENDED;
                } else {
                    size += 2;
                    bareLineEnd = true;
                    content(octet);
                }
            }
            case ENDED -> throw new IllegalStateException("the message has ended");
        }
    }

    private void content(byte octet) {
        switch (octet) {
            case '\r' -> state = State.CR;
            case '\n' -> {
                size++;
                bareLineEnd = true;
                state = State.TEXT;
            }
            default -> {
                size++;
                state = State.TEXT;
            }
        }
    }

    public boolean ended() {
        return state == State.ENDED;
    }

    /// The message's size so far in octets, without the dots added for the way and without the end. RFC 1870
    /// section 3.
    public long size() {
        return size;
    }

    /// Whether a CR without LF or an LF without CR was in it.
    public boolean bareLineEnd() {
        return bareLineEnd;
    }
}
