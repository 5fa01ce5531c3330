package epostadm.server.smtp;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads what stands behind the path of MAIL and RCPT: `KEYWORD` or `KEYWORD=value`. RFC 5321 section 4.1.2.
final class ParameterReader {

    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]*)(?:=([^=\\s\\p{Cntrl}]+))?");
    private static final Pattern SIZE = Pattern.compile("\\d{1,20}");
    private static final Pattern ADDRESS_TYPE = Pattern.compile("[A-Za-z0-9-]+");

    /// RFC 3461 sections 4.2 and 4.4.
    private static final int MAX_ENVID = 100;

    private static final int MAX_ORCPT = 500;

    private final Map<String, Optional<String>> parameters = new LinkedHashMap<>();

    private ParameterReader(String text) throws SmtpSyntaxException {
        if (text.isEmpty()) {
            return;
        }
        if (text.charAt(0) != ' ') {
            throw bad("a space and parameters expected behind the path");
        }
        for (String word : text.strip().split(" +")) {
            var parts = PARAMETER.matcher(word);
            if (!parts.matches()) {
                throw bad("malformed parameter");
            }
            String keyword = parts.group(1).toUpperCase(Locale.ROOT);
            if (parameters.put(keyword, Optional.ofNullable(parts.group(2))) != null) {
                throw bad(keyword + " given twice");
            }
        }
    }

    static MailParameters mail(String text) throws SmtpSyntaxException {
        ParameterReader reader = new ParameterReader(text);
        MailParameters parameters = new MailParameters(
                reader.size(),
                reader.word("BODY", ParameterReader::body),
                reader.flag("SMTPUTF8"),
                reader.word("AUTH", value -> value.equals("<>") || Xtext.valid(value) ? value : null),
                reader.word("RET", ParameterReader::ret),
                reader.word("ENVID", value -> value.length() <= MAX_ENVID && Xtext.valid(value) ? value : null));
        reader.end();
        return parameters;
    }

    static RcptParameters rcpt(String text) throws SmtpSyntaxException {
        ParameterReader reader = new ParameterReader(text);
        RcptParameters parameters = new RcptParameters(
                reader.word("NOTIFY", ParameterReader::notify).orElse(Set.of()),
                reader.word("ORCPT", ParameterReader::orcpt));
        reader.end();
        return parameters;
    }

    private OptionalLong size() throws SmtpSyntaxException {
        Optional<String> digits = word("SIZE", value -> SIZE.matcher(value).matches() ? value : null);
        if (digits.isEmpty()) {
            return OptionalLong.empty();
        }
        // Twenty digits may be more than a long holds; no message is as large.
        return OptionalLong.of(digits.get().length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits.get()));
    }

    private static MailParameters.Body body(String value) {
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "7BIT" -> MailParameters.Body.SEVEN_BIT;
            case "8BITMIME" -> MailParameters.Body.EIGHT_BIT_MIME;
            default -> null;
        };
    }

    private static MailParameters.Ret ret(String value) {
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "FULL" -> MailParameters.Ret.FULL;
            case "HDRS" -> MailParameters.Ret.HDRS;
            default -> null;
        };
    }

    private static Set<RcptParameters.Notify> notify(String value) {
        Set<RcptParameters.Notify> when = EnumSet.noneOf(RcptParameters.Notify.class);
        for (String word : value.toUpperCase(Locale.ROOT).split(",", -1)) {
            switch (word) {
                case "NEVER" -> when.add(RcptParameters.Notify.NEVER);
                case "SUCCESS" -> when.add(RcptParameters.Notify.SUCCESS);
                case "FAILURE" -> when.add(RcptParameters.Notify.FAILURE);
                case "DELAY" -> when.add(RcptParameters.Notify.DELAY);
                default -> {
                    return null;
                }
            }
        }
        return when.contains(RcptParameters.Notify.NEVER) && when.size() > 1 ? null : when;
    }

    private static String orcpt(String value) {
        int semicolon = value.indexOf(';');
        if (semicolon < 0 || value.length() > MAX_ORCPT) {
            return null;
        }
        String type = value.substring(0, semicolon);
        String address = value.substring(semicolon + 1);
        // RFC 6533 section 3: under the type utf-8 letters beyond ASCII stand as they are.
        boolean readable = type.equalsIgnoreCase("utf-8") || Xtext.valid(address);
        return ADDRESS_TYPE.matcher(type).matches() && readable && !address.isEmpty() ? value : null;
    }

    /// A parameter's value by `reading`, which answers null to a bad one.
    private <T> Optional<T> word(String keyword, Function<String, T> reading) throws SmtpSyntaxException {
        Optional<String> value = parameters.remove(keyword);
        if (value == null) {
            return Optional.empty();
        }
        T read = value.map(reading).orElse(null);
        if (read == null) {
            throw bad("bad value of " + keyword);
        }
        return Optional.of(read);
    }

    private boolean flag(String keyword) throws SmtpSyntaxException {
        Optional<String> value = parameters.remove(keyword);
        if (value != null && value.isPresent()) {
            throw bad(keyword + " takes no value");
        }
        return value != null;
    }

    /// Refuses what nobody asked for.
    private void end() throws SmtpSyntaxException {
        for (String keyword : parameters.keySet()) {
            throw new SmtpSyntaxException(Replies.unknownParameter(keyword));
        }
    }

    private static SmtpSyntaxException bad(String why) {
        return new SmtpSyntaxException(SmtpReply.of(501, "5.5.4", "Syntax error in parameters: " + why));
    }
}
