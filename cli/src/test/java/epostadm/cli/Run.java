package epostadm.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// One command line run within the test's process: its exit status and what it wrote.
public record Run(int status, String out, String err) {

    /// Runs `line`, whose words are separated by single spaces, in English.
    public static Run of(String line) {
        return in(Map.of("LANG", "C"), line);
    }

    public static Run in(Map<String, String> environment, String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
        int status = Epostadm.run(words, environment, new ByteArrayInputStream(new byte[0]), out, err);
        return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
