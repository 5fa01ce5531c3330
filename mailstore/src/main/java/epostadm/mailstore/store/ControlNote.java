package epostadm.mailstore.store;

import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.disk.StorePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the server of a store can be asked, and what each proves itself to the other with: `.epostadm/control`,
/// for its owner alone. Left over where a server was killed.
///
/// @param token what the one who asks knows
/// @param proof what the server knows
public record ControlNote(int port, String token, String proof) {

    private static final String NAME = "control";
    private static final Pattern FORM = Pattern.compile("(\\d{1,5}) ([0-9a-f]{32,128}) ([0-9a-f]{32,128})\\s*");
    private static final int LONGEST = 1024;

    public ControlNote {
        if (port < 1
                || port > 65535
                || !FORM.matcher(port + " " + token + " " + proof).matches()) {
            throw new IllegalArgumentException("no note of a server");
        }
    }

    /// @param work the store's work folder
    public static Optional<ControlNote> read(Path work) throws IOException {
        try {
            String text = new String(RegularFile.read(file(work), LONGEST), StandardCharsets.US_ASCII);
            Matcher parts = FORM.matcher(text);
            return parts.matches()
                    ? Optional.of(new ControlNote(Integer.parseInt(parts.group(1)), parts.group(2), parts.group(3)))
                    : Optional.empty();
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public void write(Path work) throws IOException {
        String text = port + " " + token + " " + proof + "\n";
        AtomicFile.write(file(work), out -> out.write(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /// Takes the note away, if it is still this one.
    public void remove(Path work) throws IOException {
        if (read(work).filter(this::equals).isPresent()) {
            Files.deleteIfExists(file(work));
        }
    }

    private static Path file(Path work) {
        return new StorePaths(work).ours().resolve(NAME);
    }

    /// Without what is secret.
    @Override
    public String toString() {
        return "ControlNote[port=" + port + "]";
    }
}
