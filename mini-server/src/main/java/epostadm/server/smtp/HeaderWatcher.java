package epostadm.server.smtp;

import java.util.Locale;

/// Watches a message's header section go by: how often it was received, which fields it has, and where it ends.
/// RFC 5322 section 2.2.
///
/// Takes the bytes block by block, cut anywhere, and holds none of them but one: a CR at the end of a block that
/// may begin the empty line. Whoever writes the bytes on writes that one, too, after the next block was seen.
public final class HeaderWatcher {

    private static final int LONGEST_NAME = "message-id".length();

    private enum State {
        LINE_START,
        NAME,
        VALUE,
        /// A CR has been seen at a line's start.
        EMPTY_LINE,
        ENDED
    }

    private final StringBuilder name = new StringBuilder();
    private State state = State.LINE_START;
    private byte previous;
    private int received;
    private boolean date;
    private boolean messageId;
    private boolean whole = true;

    /// Looks at the bytes from `from` up to `to`, and answers how far the header section reaches in them: once it
    /// has [#ended], the place where fields can be added to it.
    public int scan(byte[] block, int from, int to) {
        for (int at = from; at < to && state != State.ENDED; at++) {
            byte octet = block[at];
            switch (state) {
                case LINE_START -> lineStart(octet);
                case NAME -> name(octet);
                case VALUE -> {
                    if (octet == '\n' && previous == '\r') {
                        state = State.LINE_START;
                    }
                }
                case EMPTY_LINE -> {
                    whole = octet == '\n';
                    state = State.ENDED;
                    return at == from ? from : at - 1;
                }
                case ENDED -> throw new IllegalStateException("the header section has ended");
            }
            if (state == State.ENDED) {
                return at;
            }
            previous = octet;
        }
        return state == State.EMPTY_LINE ? to - 1 : to;
    }

    private void lineStart(byte octet) {
        if (octet == '\r') {
            state = State.EMPTY_LINE;
        } else if (octet == ' ' || octet == '\t') {
            state = State.VALUE;
        } else if (octet > ' ' && octet < 0x7f && octet != ':' && octet != '.') {
            name.setLength(0);
            name.append((char) octet);
            state = State.NAME;
        } else {
            state = State.ENDED;
        }
    }

    private void name(byte octet) {
        if (octet == ':') {
            switch (name.toString().stripTrailing().toLowerCase(Locale.ROOT)) {
                case "received" -> received++;
                case "date" -> date = true;
                case "message-id" -> messageId = true;
                default -> {
                    // Any other field is the message's own affair.
                }
            }
            state = State.VALUE;
        } else if (octet == '\r' || octet == '\n') {
            // A line without a colon: this is no header section any more, and the line has gone by.
            whole = false;
            state = State.ENDED;
        } else if (name.length() <= LONGEST_NAME) {
            name.append((char) octet);
        }
    }

    public boolean ended() {
        return state == State.ENDED;
    }

    /// Whether it ended where fields can be added: before an empty line, or before one that no field begins with.
    public boolean whole() {
        return whole;
    }

    /// Whether the last octet seen is a CR that is held back.
    public boolean holdsCr() {
        return state == State.EMPTY_LINE;
    }

    /// How many `Received:` fields there were so far. RFC 5321 section 6.3.
    public int hops() {
        return received;
    }

    public boolean hasDate() {
        return date;
    }

    public boolean hasMessageId() {
        return messageId;
    }
}
