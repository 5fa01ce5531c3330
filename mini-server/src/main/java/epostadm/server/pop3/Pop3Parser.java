package epostadm.server.pop3;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Reads one command line. Keywords are in any case, arguments are separated by one space each (RFC 1939 section
/// 3); spaces at the end are overlooked, since programs send them, except in a password.
public final class Pop3Parser {

    /// The longest command line, without its CRLF: 255 octets with it (RFC 2449 section 4).
    public static final int LONGEST_LINE = 253;

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern MECHANISM = Pattern.compile("[A-Z0-9_-]{1,20}");
    private static final Pattern BASE64 = Pattern.compile("=|[A-Za-z0-9+/]+={0,2}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private Pop3Parser() {}

    /// @param line without its CRLF
    public static Pop3Command parse(byte[] line) throws Pop3SyntaxException {
        String text = text(line);
        int space = text.indexOf(' ');
        String keyword = (space < 0 ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
        if (keyword.equals("PASS")) {
            return new Pop3Command.Pass(password(space < 0 ? "" : text.substring(space + 1)));
        }
        return command(
                keyword, new Arguments(space < 0 ? "" : text.substring(space).stripTrailing()));
    }

    private static Pop3Command command(String keyword, Arguments arguments) throws Pop3SyntaxException {
        Pop3Command command = switch (keyword) {
            case "CAPA" -> new Pop3Command.Capa();
            case "STLS" -> new Pop3Command.Stls();
            case "UTF8" -> new Pop3Command.Utf8();
            case "USER" -> new Pop3Command.User(arguments.required("name"));
            case "APOP" -> new Pop3Command.Apop(arguments.required("name"), digest(arguments));
            case "AUTH" -> new Pop3Command.Auth(mechanism(arguments), initialResponse(arguments));
            case "STAT" -> new Pop3Command.Stat();
            case "LIST" -> new Pop3Command.List(optionalMessage(arguments));
            case "UIDL" -> new Pop3Command.Uidl(optionalMessage(arguments));
            case "RETR" -> new Pop3Command.Retr(message(arguments.required("message number")));
            case "TOP" ->
                new Pop3Command.Top(
                        message(arguments.required("message number")),
                        number(arguments.required("number of lines"), "number of lines"));
            case "DELE" -> new Pop3Command.Dele(message(arguments.required("message number")));
            case "NOOP" -> new Pop3Command.Noop();
            case "RSET" -> new Pop3Command.Rset();
            case "QUIT" -> new Pop3Command.Quit();
            default -> throw new Pop3SyntaxException("unknown command");
        };
        arguments.requireEnd();
        return command;
    }

    /// The line as text, where it is UTF-8 (RFC 6856 section 2.2) and holds no control characters.
    private static String text(byte[] line) throws Pop3SyntaxException {
        if (line.length > LONGEST_LINE) {
            throw new Pop3SyntaxException("line too long");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new Pop3SyntaxException("control character");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new Pop3SyntaxException("not UTF-8");
        }
    }

    private static String password(String text) throws Pop3SyntaxException {
        if (text.isEmpty()) {
            throw new Pop3SyntaxException("missing password");
        }
        return text;
    }

    private static String digest(Arguments arguments) throws Pop3SyntaxException {
        String digest = arguments.required("digest").toLowerCase(Locale.ROOT);
        return matching(DIGEST, digest, "digest");
    }

    private static String mechanism(Arguments arguments) throws Pop3SyntaxException {
        String mechanism = arguments.required("mechanism").toUpperCase(Locale.ROOT);
        return matching(MECHANISM, mechanism, "mechanism");
    }

    private static Optional<String> initialResponse(Arguments arguments) throws Pop3SyntaxException {
        Optional<String> response = arguments.next();
        if (response.isPresent()) {
            matching(BASE64, response.get(), "initial response");
        }
        return response;
    }

    private static OptionalInt optionalMessage(Arguments arguments) throws Pop3SyntaxException {
        Optional<String> text = arguments.next();
        return text.isPresent() ? OptionalInt.of(message(text.get())) : OptionalInt.empty();
    }

    private static int message(String text) throws Pop3SyntaxException {
        int number = number(text, "message number");
        if (number == 0) {
            throw new Pop3SyntaxException("bad message number");
        }
        return number;
    }

    /// A number; one that is beyond all messages and lines stays so.
    private static int number(String text, String what) throws Pop3SyntaxException {
        return (int) Math.min(Long.parseLong(matching(NUMBER, text, what)), Integer.MAX_VALUE);
    }

    private static String matching(Pattern form, String text, String what) throws Pop3SyntaxException {
        if (!form.matcher(text).matches()) {
            throw new Pop3SyntaxException("bad " + what);
        }
        return text;
    }

    /// What follows the keyword: each argument with the space before it.
    private static final class Arguments {

        private String rest;

        Arguments(String rest) {
            this.rest = rest;
        }

        Optional<String> next() throws Pop3SyntaxException {
            if (rest.isEmpty()) {
                return Optional.empty();
            }
            int end = rest.indexOf(' ', 1);
            String argument = end < 0 ? rest.substring(1) : rest.substring(1, end);
            if (argument.isEmpty()) {
                throw new Pop3SyntaxException("two spaces between arguments");
            }
            rest = end < 0 ? "" : rest.substring(end);
            return Optional.of(argument);
        }

        String required(String what) throws Pop3SyntaxException {
            Optional<String> next = next();
            if (next.isEmpty()) {
                throw new Pop3SyntaxException("missing " + what);
            }
            return next.get();
        }

        void requireEnd() throws Pop3SyntaxException {
            if (!rest.isEmpty()) {
                throw new Pop3SyntaxException("too many arguments");
            }
        }
    }
}
