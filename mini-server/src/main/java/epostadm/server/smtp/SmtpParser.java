package epostadm.server.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes a command of a line. RFC 5321 section 4.1.
///
/// Lenient where the world is: a space after `FROM:` and `TO:`, spaces at the line's end, any name in EHLO.
/// Whether a command has its place here and now is not asked.
public final class SmtpParser {

    private static final String FROM = "FROM:";
    private static final String TO = "TO:";
    private static final Pattern BDAT = Pattern.compile("(\\d{1,18})( +[Ll][Aa][Ss][Tt])?");
    private static final Pattern AUTH = Pattern.compile("([A-Za-z0-9_-]{1,20})(?: +(=|[A-Za-z0-9+/]+={0,2}))?");

    private SmtpParser() {}

    /// The command that a line is.
    ///
    /// @param line without its CRLF
    public static SmtpCommand parse(byte[] line) throws SmtpSyntaxException {
        int end = line.length;
        while (end > 0 && (line[end - 1] == ' ' || line[end - 1] == '\t')) {
            end--;
        }
        int space = 0;
        while (space < end && line[space] != ' ') {
            space++;
        }
        String verb = new String(line, 0, space, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
        int from = Math.min(space + 1, end);
        return switch (verb) {
            case "HELO" -> new SmtpCommand.Helo(client(verb, line, from, end));
            case "EHLO" -> new SmtpCommand.Ehlo(client(verb, line, from, end));
            case "LHLO" -> new SmtpCommand.Lhlo(client(verb, line, from, end));
            default -> command(verb, text(line, from, end));
        };
    }

    private static SmtpCommand command(String verb, String argument) throws SmtpSyntaxException {
        return switch (verb) {
            case "MAIL" -> mail(argument);
            case "RCPT" -> rcpt(argument);
            case "BDAT" -> bdat(argument);
            case "AUTH" -> auth(argument);
            case "VRFY" -> new SmtpCommand.Vrfy(some(verb, argument));
            case "EXPN" -> new SmtpCommand.Expn(some(verb, argument));
            case "NOOP" -> new SmtpCommand.Noop();
            case "HELP" -> new SmtpCommand.Help();
            case "DATA" -> alone(verb, argument, new SmtpCommand.Data());
            case "RSET" -> alone(verb, argument, new SmtpCommand.Rset());
            case "QUIT" -> alone(verb, argument, new SmtpCommand.Quit());
            case "STARTTLS" -> alone(verb, argument, new SmtpCommand.StartTls());
            default -> throw new SmtpSyntaxException(Replies.unrecognized());
        };
    }

    private static SmtpCommand mail(String argument) throws SmtpSyntaxException {
        PathReader reader = new PathReader(argument, afterColon("MAIL", FROM, argument));
        try {
            ReversePath from = reader.reversePath();
            return new SmtpCommand.Mail(from, ParameterReader.mail(reader.rest()));
        } catch (PathReader.BadPathException bad) {
            throw new SmtpSyntaxException(SmtpReply.of(501, "5.1.7", bad.getMessage()));
        }
    }

    private static SmtpCommand rcpt(String argument) throws SmtpSyntaxException {
        PathReader reader = new PathReader(argument, afterColon("RCPT", TO, argument));
        try {
            ForwardPath to = reader.forwardPath();
            return new SmtpCommand.Rcpt(to, ParameterReader.rcpt(reader.rest()));
        } catch (PathReader.BadPathException bad) {
            throw new SmtpSyntaxException(SmtpReply.of(501, "5.1.3", bad.getMessage()));
        }
    }

    private static int afterColon(String verb, String keyword, String argument) throws SmtpSyntaxException {
        if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
            throw new SmtpSyntaxException(Replies.syntax(verb));
        }
        int at = keyword.length();
        while (at < argument.length() && argument.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /// After a bad one, the octets that follow cannot be told from commands.
    private static SmtpCommand bdat(String argument) throws SmtpSyntaxException {
        var parts = BDAT.matcher(argument);
        if (!parts.matches()) {
            throw new SmtpSyntaxException(Replies.syntax("BDAT"), true);
        }
        return new SmtpCommand.Bdat(Long.parseLong(parts.group(1)), parts.group(2) != null);
    }

    private static SmtpCommand auth(String argument) throws SmtpSyntaxException {
        var parts = AUTH.matcher(argument);
        if (!parts.matches()) {
            throw new SmtpSyntaxException(Replies.syntax("AUTH"));
        }
        return new SmtpCommand.Auth(parts.group(1).toUpperCase(Locale.ROOT), Optional.ofNullable(parts.group(2)));
    }

    private static SmtpCommand alone(String verb, String argument, SmtpCommand command) throws SmtpSyntaxException {
        if (!argument.isEmpty()) {
            throw new SmtpSyntaxException(Replies.syntax(verb));
        }
        return command;
    }

    private static String some(String verb, String argument) throws SmtpSyntaxException {
        if (argument.isEmpty()) {
            throw new SmtpSyntaxException(Replies.syntax(verb));
        }
        return argument;
    }

    /// A client's name. Mail programs send the computer's name, whatever it is and in whatever character set; what
    /// could do harm in a header field or a log becomes a question mark.
    private static String client(String verb, byte[] line, int from, int end) throws SmtpSyntaxException {
        StringBuilder name = new StringBuilder();
        for (int i = from; i < end; i++) {
            char c = (char) (line[i] & 0xff);
            if (c == ' ') {
                throw new SmtpSyntaxException(Replies.syntax(verb));
            }
            boolean safe = c > ' ' && c < 0x7f && "()<>@,;\\\"".indexOf(c) < 0;
            name.append(safe ? c : '?');
        }
        if (name.isEmpty() || name.length() > SmtpAddress.MAX_DOMAIN) {
            throw new SmtpSyntaxException(Replies.syntax(verb));
        }
        return name.toString();
    }

    private static String text(byte[] line, int from, int end) throws SmtpSyntaxException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, from, end - from))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new SmtpSyntaxException(Replies.badCharacters());
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new SmtpSyntaxException(Replies.badCharacters());
        }
        return text;
    }
}
