package epostadm.mailstore.change;

import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Import texts in a form that can be read: a blank for each tab, and `-` for an empty column.
final class AccountTexts {

    private AccountTexts() {}

    /// The lines as a file beside the store.
    static ImportText text(TestStore store, String... lines) throws IOException {
        Path file = store.work().resolveSibling("import.txt");
        String text = Stream.of(lines)
                .map(line -> Stream.of(line.split(" "))
                        .map(column -> column.equals("-") ? "" : column)
                        .collect(Collectors.joining("\t", "", "\r\n")))
                .collect(Collectors.joining());
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return ImportText.read(file, Optional.empty(), AccountName.DEFAULT_MAX_LENGTH, Progress.NONE);
    }
}
