package epostadm.server.smtp;

import java.io.Serial;

/// Reads the paths of MAIL and RCPT out of a line. RFC 5321 section 4.1.2.
///
/// More lenient than the grammar in one thing: dots may stand at an end of a local part and side by side, since
/// Japanese mobile networks gave out such addresses; they are sent on in quotes, as the grammar wants them.
final class PathReader {

    /// RFC 5321 section 4.5.3.1.3, in octets, with punctuation.
    private static final int MAX_PATH = 256;

    /// The text is no path; the message says why.
    static final class BadPathException extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        BadPathException(String why) {
            super(why);
        }
    }

    private final String line;
    private int at;

    PathReader(String line, int from) {
        this.line = line;
        this.at = from;
    }

    /// What follows the path in the line.
    String rest() {
        return line.substring(at);
    }

    boolean atEnd() {
        return at == line.length();
    }

    ReversePath reversePath() throws BadPathException {
        if (line.startsWith("<>", at)) {
            at += 2;
            return new ReversePath.Nobody();
        }
        return new ReversePath.Sender(path());
    }

    ForwardPath forwardPath() throws BadPathException {
        String postmaster = "<postmaster>";
        if (line.regionMatches(true, at, postmaster, 0, postmaster.length())) {
            at += postmaster.length();
            return new ForwardPath.Postmaster();
        }
        return new ForwardPath.Recipient(path());
    }

    private SmtpAddress path() throws BadPathException {
        int start = at;
        skip('<');
        if (peek() == '@') {
            sourceRoute();
        }
        SmtpAddress address = mailbox();
        skip('>');
        if (SmtpAddress.octets(line.substring(start, at)) > MAX_PATH) {
            throw new BadPathException("Path too long");
        }
        return address;
    }

    /// RFC 5321 appendix C: must be accepted, should be ignored.
    private void sourceRoute() throws BadPathException {
        do {
            skip('@');
            domain(",:");
        } while (peek() == ',' && at++ >= 0);
        skip(':');
    }

    SmtpAddress mailbox() throws BadPathException {
        int start = at;
        String localPart = peek() == '"' ? quotedString() : dotString();
        if (SmtpAddress.octets(line.substring(start, at)) > SmtpAddress.MAX_LOCAL_PART) {
            throw new BadPathException("Local part too long");
        }
        skip('@');
        return new SmtpAddress(localPart, domain(">"));
    }

    private String dotString() throws BadPathException {
        int start = at;
        while (!atEnd() && (peek() == '.' || SmtpAddress.atext(peek()))) {
            at++;
        }
        if (start == at) {
            throw new BadPathException("Local part missing or malformed");
        }
        return line.substring(start, at);
    }

    private String quotedString() throws BadPathException {
        StringBuilder text = new StringBuilder();
        skip('"');
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
            }
            if (atEnd()) {
                throw new BadPathException("Quoted local part without an end");
            }
            text.append(line.charAt(at++));
        }
        skip('"');
        if (text.isEmpty()) {
            throw new BadPathException("Empty local part");
        }
        return text.toString();
    }

    private String domain(String ends) throws BadPathException {
        int start = at;
        while (!atEnd() && ends.indexOf(peek()) < 0) {
            if (peek() == '[') {
                int end = line.indexOf(']', at);
                at = end < 0 ? line.length() : end;
            } else {
                at++;
            }
        }
        String domain = line.substring(start, at);
        if (!SmtpDomain.valid(domain)) {
            throw new BadPathException(
                    SmtpAddress.octets(domain) > SmtpAddress.MAX_DOMAIN ? "Domain too long" : "Malformed domain");
        }
        return domain;
    }

    /// The next character, or NUL, which no line holds, at the end.
    private char peek() {
        return atEnd() ? '\0' : line.charAt(at);
    }

    private void skip(char wanted) throws BadPathException {
        if (peek() != wanted) {
            throw new BadPathException("'" + wanted + "' expected");
        }
        at++;
    }
}
