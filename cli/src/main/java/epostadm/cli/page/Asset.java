package epostadm.cli.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// A file that every page has in it: the style or a script.
///
/// @param source for the page's Content-Security-Policy: this content and no other
record Asset(String content, String source) {

    static final Asset STYLE = read("page.css");
    /// Runs before the body is there: hides what is long.
    static final Asset EARLY = read("early.js");
    /// Runs when all is there: sorts and filters.
    static final Asset SCRIPT = read("page.js");

    private static Asset read(String name) {
        try (InputStream in = Asset.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks " + name);
            }
            byte[] bytes = in.readAllBytes();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Asset(
                    new String(bytes, StandardCharsets.UTF_8),
                    "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": not readable", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java has SHA-256.
        }
    }
}
