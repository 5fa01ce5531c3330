package epostadm.server.pop3;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What the server says, as bytes with their line ends. RFC 1939 section 3, RFC 2449 section 8.
public sealed interface Pop3Reply {

    /// @param code a response code without its brackets
    record Err(Optional<String> code, String text) implements Pop3Reply {}

    record Ok(String text) implements Pop3Reply {}

    /// Lines and the final dot.
    record Listing(String text, List<String> lines) implements Pop3Reply {

        public Listing {
            lines = List.copyOf(lines);
        }
    }

    /// What a SASL mechanism asks, in base64. RFC 5034 section 4.
    record Challenge(String base64) implements Pop3Reply {}

    /// A line that could not be read.
    static Pop3Reply of(Pop3SyntaxException syntax) {
        return new Err(Optional.empty(), syntax.getMessage());
    }

    default byte[] bytes() {
        String said = switch (this) {
            case Ok(String text) -> status("+OK", text);
            case Err(Optional<String> code, String text) ->
                status("-ERR", code.map(c -> "[" + c + "] ").orElse("") + text);
            case Challenge(String base64) -> "+ " + base64 + "\r\n";
            case Listing(String text, List<String> lines) -> listing(text, lines);
        };
        return said.getBytes(StandardCharsets.UTF_8);
    }

    private static String status(String status, String text) {
        return (text.isEmpty() ? status : status + " " + text) + "\r\n";
    }

    private static String listing(String text, List<String> lines) {
        StringBuilder listing = new StringBuilder(status("+OK", text));
        for (String line : lines) {
            listing.append(line.startsWith(".") ? "." : "").append(line).append("\r\n");
        }
        return listing.append(".\r\n").toString();
    }
}
