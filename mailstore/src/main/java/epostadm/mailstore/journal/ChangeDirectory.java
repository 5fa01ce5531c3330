package epostadm.mailstore.journal;

import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Where one change keeps what is its own: `changes/<id>/` with `state`, `journal.jsonl`, `stage/` and attachments,
/// and `quarantine/<id>/`, in which everything lies under the name that it had in the store.
record ChangeDirectory(StorePaths paths, String id) {

    /// Of the small files that hold one line.
    static final int LONGEST = 4096;

    Path directory() {
        return paths.changes().resolve(id);
    }

    Path journal() {
        return directory().resolve("journal.jsonl");
    }

    Path stage() {
        return directory().resolve("stage");
    }

    Path staged(String name) {
        return stage().resolve(name);
    }

    Path quarantine() {
        return paths.quarantine().resolve(id);
    }

    Path quarantined(String path) {
        return quarantine().resolve(path);
    }

    Path stateFile() {
        return directory().resolve("state");
    }

    ChangeState state() throws IOException {
        return status().state();
    }

    ChangeStatus status() throws IOException {
        Path file = stateFile();
        String line;
        try {
            line = new String(RegularFile.read(file, LONGEST), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return ChangeStatus.of(ChangeState.PREPARING);
        }
        return ChangeStatus.parse(line)
                .orElseThrow(() -> new RefusedException(
                        new Refusal.Unreadable(file, 1, line.strip(), "a state such as: applying 0")));
    }

    void become(ChangeState state) throws IOException {
        become(new ChangeStatus(state, 0));
    }

    /// Writes the status down, forced.
    void become(ChangeStatus status) throws IOException {
        AtomicFile.write(stateFile(), out -> out.write(status.line().getBytes(StandardCharsets.US_ASCII)));
    }
}
