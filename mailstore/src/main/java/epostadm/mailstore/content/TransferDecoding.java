package epostadm.mailstore.content;

import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/// Takes a part's transfer encoding off. RFC 2045 section 6.
final class TransferDecoding {

    private TransferDecoding() {}

    /// Nothing where the encoding is one that nobody knows.
    static Optional<InputStream> of(Optional<String> encoding, InputStream body) {
        return switch (encoding.orElse("7bit").toLowerCase(Locale.ROOT)) {
            case "7bit", "8bit", "binary" -> Optional.of(body);
            case "base64" -> Optional.of(new Base64Text(body));
            case "quoted-printable" -> Optional.of(new QuotedPrintable(body));
            default -> Optional.empty();
        };
    }
}
