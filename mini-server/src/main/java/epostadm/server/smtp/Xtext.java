package epostadm.server.smtp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// Text in which `+` and two hexadecimal digits stand for an octet that may not be sent as it is. RFC 3461 section
/// 4.
public final class Xtext {

    private static final Pattern GRAMMAR = Pattern.compile("(?:[!-*,-<>-~]|\\+[0-9A-F]{2})*");

    private Xtext() {}

    static boolean valid(String text) {
        return GRAMMAR.matcher(text).matches();
    }

    /// What is meant, or nothing where the text is no xtext.
    public static Optional<String> decode(String text) {
        if (!valid(text)) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '+') {
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(text.charAt(i));
            }
        }
        return Optional.of(bytes.toString(StandardCharsets.UTF_8));
    }

    public static String encode(String text) {
        StringBuilder xtext = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7f && octet != '+' && octet != '=') {
                xtext.append((char) octet);
            } else {
                xtext.append('+').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return xtext.toString();
    }
}
