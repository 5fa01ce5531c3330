package epostadm.mailstore.disk;

import epostadm.mailstore.mail.UidValidity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.regex.Pattern;

/// The file `uidvalidity` of an IMAP folder, decimal: ours, made once from the directory's creation time so that
/// the value survives a move. docs/store-format.md, "UIDVALIDITY".
public final class UidValidityFile {

    public static final String NAME = "uidvalidity";

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,10}");
    private static final int LONGEST = 32;

    private UidValidityFile() {}

    /// The folder's value: the file's, or without a readable one what the vendor derives from the creation time.
    public static UidValidity read(Path folder) throws IOException {
        Optional<UidValidity> said = said(folder);
        return said.isPresent() ? said.get() : ofCreation(folder);
    }

    /// What the file says, where it can be read.
    public static Optional<UidValidity> said(Path folder) throws IOException {
        try (InputStream in = RegularFile.open(folder.resolve(NAME))) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII).strip();
            return DIGITS.matcher(text).matches()
                    ? Optional.of(UidValidity.of(Long.parseLong(text)))
                    : Optional.empty();
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// What the vendor derives from the directory's creation time.
    public static UidValidity ofCreation(Path folder) throws IOException {
        BasicFileAttributes directory =
                Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return UidValidity.ofCreation(directory.creationTime().toInstant());
    }

    /// Whether the folder has the file.
    public static boolean exists(Path folder) {
        return Files.exists(folder.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
    }
}
