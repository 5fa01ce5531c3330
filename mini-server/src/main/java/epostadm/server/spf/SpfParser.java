package epostadm.server.spf;

import epostadm.server.spf.SpfRecord.Directive;
import epostadm.server.spf.SpfRecord.Qualifier;
import epostadm.server.spf.SpfRecord.Reading;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The grammar of RFC 7208 section 12: terms separated by spaces.
final class SpfParser {

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IP4 = Pattern.compile("(" + OCTET + "(?:\\." + OCTET + "){3})(?:/(0|[1-9]\\d?))?");
    private static final Pattern IP6 = Pattern.compile("([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/(0|[1-9]\\d{0,2}))?");
    private static final Pattern MODIFIER = Pattern.compile("([A-Za-z][A-Za-z0-9._-]*)=(.*)");
    private static final Pattern HOSTS =
            Pattern.compile("(?i)(a|mx)(?::(.*?))?(?:/(0|[1-9]\\d?))?(?://(0|[1-9]\\d{0,2}))?");
    private static final Pattern DOMAIN = Pattern.compile("(?:%\\{[A-Za-z]\\d*[rR]?[-.+,/_=]*\\}|%%|%_|%-|[!-$&-~])+");

    private SpfParser() {}

    static Reading parse(String terms) {
        List<Directive> directives = new ArrayList<>();
        Optional<String> redirect = Optional.empty();
        boolean explained = false;
        for (String term : terms.split(" +")) {
            if (term.isEmpty()) {
                continue;
            }
            Matcher modifier = MODIFIER.matcher(term);
            if (!modifier.matches()) {
                Optional<Directive> directive = directive(term);
                if (directive.isEmpty()) {
                    return new Reading.Bad(term);
                }
                directives.add(directive.get());
                continue;
            }
            String name = modifier.group(1).toLowerCase(Locale.ROOT);
            boolean known = name.equals("redirect") || name.equals("exp");
            boolean again = name.equals("redirect") && redirect.isPresent() || name.equals("exp") && explained;
            // Others are passed over (section 6), and these stand once.
            if (known && (again || domain(modifier.group(2)).isEmpty())) {
                return new Reading.Bad(term);
            }
            explained |= name.equals("exp");
            redirect = name.equals("redirect") ? domain(modifier.group(2)) : redirect;
        }
        return new Reading.Good(new SpfRecord(directives, redirect));
    }

    private static Optional<Directive> directive(String term) {
        Optional<Qualifier> said = switch (term.charAt(0)) {
            case '+' -> Optional.of(Qualifier.PASS);
            case '-' -> Optional.of(Qualifier.FAIL);
            case '~' -> Optional.of(Qualifier.SOFTFAIL);
            case '?' -> Optional.of(Qualifier.NEUTRAL);
            default -> Optional.empty();
        };
        return mechanism(said.isPresent() ? term.substring(1) : term)
                .map(mechanism -> new Directive(said.orElse(Qualifier.PASS), mechanism));
    }

    private static Optional<SpfMechanism> mechanism(String text) {
        int colon = text.indexOf(':');
        String name = (colon < 0 ? text : text.substring(0, colon)).toLowerCase(Locale.ROOT);
        Optional<String> value = colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
        return switch (name) {
            case "all" -> value.isEmpty() ? Optional.of(new SpfMechanism.All()) : Optional.empty();
            case "include" -> value.flatMap(SpfParser::domain).map(SpfMechanism.Include::new);
            case "exists" -> value.flatMap(SpfParser::domain).map(SpfMechanism.Exists::new);
            case "ptr" ->
                value.isEmpty()
                        ? Optional.of(new SpfMechanism.Ptr(value))
                        : value.flatMap(SpfParser::domain).map(domain -> new SpfMechanism.Ptr(Optional.of(domain)));
            case "ip4" -> value.flatMap(SpfParser::ip4);
            case "ip6" -> value.flatMap(SpfParser::ip6);
            default -> hosts(text);
        };
    }

    private static Optional<String> domain(String text) {
        return DOMAIN.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    private static Optional<SpfMechanism> ip4(String text) {
        Matcher matcher = IP4.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int prefix = prefix(matcher.group(2), 32);
        return prefix > 32
                ? Optional.empty()
                : Optional.of(new SpfMechanism.Ip4(Inet4Address.ofLiteral(matcher.group(1)), prefix));
    }

    private static Optional<SpfMechanism> ip6(String text) {
        Matcher matcher = IP6.matcher(text);
        int prefix = matcher.matches() ? prefix(matcher.group(2), 128) : Integer.MAX_VALUE;
        if (prefix > 128) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SpfMechanism.Ip6(Inet6Address.ofLiteral(matcher.group(1)), prefix));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<SpfMechanism> hosts(String text) {
        Matcher matcher = HOSTS.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<String> domain = Optional.ofNullable(matcher.group(2));
        int prefix4 = prefix(matcher.group(3), 32);
        int prefix6 = prefix(matcher.group(4), 128);
        if (prefix4 > 32
                || prefix6 > 128
                || domain.isPresent() && domain(domain.get()).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                matcher.group(1).equalsIgnoreCase("a")
                        ? new SpfMechanism.A(domain, prefix4, prefix6)
                        : new SpfMechanism.Mx(domain, prefix4, prefix6));
    }

    private static int prefix(String digits, int whole) {
        return digits == null ? whole : Integer.parseInt(digits);
    }
}
