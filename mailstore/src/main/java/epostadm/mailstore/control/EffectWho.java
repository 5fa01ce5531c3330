package epostadm.mailstore.control;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whom a line of `effect.dat` is about. docs/store-format.md, "Other control files".
public sealed interface EffectWho {

    /// Clients: an IPv4 address, with `*` for octets or with the length of its prefix.
    record Network(int bits, int mask) implements EffectWho {

        private static final int NARROW = 8;

        /// Whether it is a part of the world small enough to be somebody's.
        boolean narrow() {
            return Integer.bitCount(mask) >= NARROW;
        }

        boolean holds(InetAddress client) {
            return client instanceof Inet4Address
                    && (ByteBuffer.wrap(client.getAddress()).getInt() & mask) == bits;
        }
    }

    /// Senders at this domain; below it too where it was written `*.domain` or `.domain`.
    record Domain(String domain, boolean below) implements EffectWho {}

    /// One sender.
    record Address(String address) implements EffectWho {}

    /// `#<>`.
    record NullSender() implements EffectWho {}

    /// `#blank`: a sender that is not even `<>`. No client that keeps to the grammar of MAIL is one.
    record Blank() implements EffectWho {}

    /// `*`.
    record Anybody() implements EffectWho {}

    Pattern IPV4 = Pattern.compile(
            "([0-9*]{1,3})(?:\\.([0-9*]{1,3}))?(?:\\.([0-9*]{1,3}))?(?:\\.([0-9*]{1,3}))?" + "(\\.)?(?:/(\\d{1,2}))?");

    Pattern DOMAIN = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

    /// What a word means, if anything.
    static Optional<EffectWho> parse(String word) {
        String text = word.toLowerCase(Locale.ROOT);
        switch (text) {
            case "*" -> {
                return Optional.of(new Anybody());
            }
            case "#<>" -> {
                return Optional.of(new NullSender());
            }
            case "#blank" -> {
                return Optional.of(new Blank());
            }
            default -> {}
        }
        int at = text.lastIndexOf('@');
        if (at >= 0) {
            String domain = text.substring(at + 1);
            String local = text.substring(0, at);
            if (local.isEmpty() || !DOMAIN.matcher(domain).matches()) {
                return Optional.empty();
            }
            return Optional.of(local.equals("*") ? new Domain(domain, false) : new Address(text));
        }
        if (text.matches("[0-9.*/]+")) {
            return network(text);
        }
        String domain = text.replaceFirst("^\\*?\\.", "");
        return DOMAIN.matcher(domain).matches()
                ? Optional.of(new Domain(domain, domain.length() < text.length()))
                : Optional.empty();
    }

    private static Optional<EffectWho> network(String text) {
        Matcher matcher = IPV4.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int bits = 0;
        int mask = 0;
        for (int octet = 0; octet < 4; octet++) {
            String found = matcher.group(octet + 1);
            boolean open = found == null || found.equals("*");
            if (!open && (found.contains("*") || Integer.parseInt(found) > 255)) {
                return Optional.empty();
            }
            bits = bits << 8 | (open ? 0 : Integer.parseInt(found));
            mask = mask << 8 | (open ? 0 : 0xFF);
        }
        boolean whole = matcher.group(4) != null;
        boolean open = text.contains("*");
        String prefix = matcher.group(6);
        if (prefix != null) {
            int length = Integer.parseInt(prefix);
            if (!whole || open || length > 32) {
                return Optional.empty();
            }
            mask = length == 0 ? 0 : -1 << 32 - length;
        } else if (!whole && !open && matcher.group(5) == null) {
            // `192.168` may be the beginning of an address, or a mistake.
            return Optional.empty();
        }
        return Optional.of(new Network(bits & mask, mask));
    }

    /// Whether a client with this reverse-path is meant; it is empty for the null sender.
    default boolean matches(InetAddress client, String reversePath) {
        return this instanceof Network network ? network.holds(client) : matches(reversePath);
    }

    /// Whether this sender is meant, wherever it connects from.
    default boolean matches(String reversePath) {
        String sender = reversePath.toLowerCase(Locale.ROOT);
        String domain = sender.substring(sender.lastIndexOf('@') + 1);
        return switch (this) {
            case Network _, Blank _ -> false;
            case NullSender _ -> sender.isEmpty();
            case Anybody _ -> true;
            case Address(String address) -> address.equals(sender);
            case Domain(String named, boolean below) -> domain.equals(named) || below && domain.endsWith("." + named);
        };
    }
}
