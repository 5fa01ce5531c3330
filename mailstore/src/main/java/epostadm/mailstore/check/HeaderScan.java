package epostadm.mailstore.check;

import epostadm.mailstore.disk.MessageFile;

/// Whether a message begins with a header section: fields with a name, a colon and perhaps folded lines, up to a
/// blank line or the end. RFC 5322 section 2.2.
///
/// Looks at nothing behind the header section.
final class HeaderScan implements MessageFile.Tap {

    private enum At {
        LINE_START,
        NAME,
        LONE_DOT,
        BLANKS,
        BODY_OF_FIELD,
        CARRIAGE_RETURN,
        END,
        BROKEN
    }

    private At at = At.LINE_START;
    private boolean field;

    @Override
    public void take(byte[] block, int length) {
        for (int i = 0; i < length && at != At.END && at != At.BROKEN; i++) {
            at = next(block[i]);
        }
    }

    private At next(byte b) {
        return switch (at) {
            case LINE_START -> lineStart(b);
            case NAME -> name(b);
            // The final line of a message that has no body.
            case LONE_DOT -> b == '\r' || b == '\n' ? (field ? At.END : At.BROKEN) : name(b);
            case BLANKS -> b == ':' ? colon() : b == ' ' || b == '\t' ? At.BLANKS : At.BROKEN;
            case BODY_OF_FIELD -> b == '\n' ? At.LINE_START : At.BODY_OF_FIELD;
            case CARRIAGE_RETURN -> b == '\n' && field ? At.END : At.BROKEN;
            case END, BROKEN -> at;
        };
    }

    private At lineStart(byte b) {
        return switch (b) {
            case '\r' -> At.CARRIAGE_RETURN;
            case '\n' -> field ? At.END : At.BROKEN;
            case ' ', '\t' -> field ? At.BODY_OF_FIELD : At.BROKEN;
            case ':' -> At.BROKEN;
            case '.' -> At.LONE_DOT;
            default -> name(b);
        };
    }

    private At name(byte b) {
        if (b == ':') {
            return colon();
        }
        if (b == ' ' || b == '\t') {
            return At.BLANKS;
        }
        return b > ' ' && b < 0x7F ? At.NAME : At.BROKEN;
    }

    private At colon() {
        field = true;
        return At.BODY_OF_FIELD;
    }

    /// To be asked when all bytes have passed.
    boolean broken() {
        return switch (at) {
            case BROKEN, NAME, BLANKS, CARRIAGE_RETURN -> true;
            case LINE_START, LONE_DOT, BODY_OF_FIELD -> !field;
            case END -> false;
        };
    }
}
