package epostadm.mailstore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.disk.PrivateFiles;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Steps that were cut short between their two system calls.
class StepRunnerTest {

    private static final String PATH = "db/a.jp.idx";
    private static final String OLD = "#epost-idx 1 a.jp\n";
    private static final FileTime OLD_TIME = FileTime.from(Instant.parse("2020-01-01T00:00:00.123Z"));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnWithAReplacementWhoseOldFileIsKeptAlready(boolean links) throws IOException {
        try (SampleChange change = change(links)) {
            ChangeStep.Replace step = stage(change, "new");
            secondName(links, change.at(PATH), kept(change));
            StepRunner runner = runner(change);
            assertThat(runner.state(step)).isEqualTo(StepRunner.State.TO_DO);
            runner.apply(step);
            assertThat(runner.state(step)).isEqualTo(StepRunner.State.DONE);
            assertThat(change.at(PATH)).hasContent("new");
            assertThat(kept(change)).hasContent(OLD);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesNothingBackOfAReplacementThatHadNotHappened(boolean links) throws IOException {
        try (SampleChange change = change(links)) {
            ChangeStep.Replace step = stage(change, "new");
            secondName(links, change.at(PATH), kept(change));
            runner(change).undo(step);
            assertOld(change);
        }
    }

    /// The old file is under two names and the new one in its place and staged again.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnTakingAReplacementBackThatIsStagedAgain(boolean links) throws IOException {
        try (SampleChange change = change(links)) {
            ChangeStep.Replace step = stage(change, "new");
            runner(change).apply(step);
            secondName(links, change.at(PATH), staged(change, step));
            StepRunner runner = runner(change);
            assertThat(runner.state(step)).isEqualTo(StepRunner.State.DONE);
            runner.undo(step);
            assertOld(change);
            assertThat(runner.state(step)).isEqualTo(StepRunner.State.TO_DO);
        }
    }

    /// Then the files must not be told apart by their bytes.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesAReplacementByTheSameBytesBackWithItsTime(boolean links) throws IOException {
        try (SampleChange change = change(links)) {
            ChangeStep.Replace step = stage(change, OLD);
            runner(change).apply(step);
            secondName(links, change.at(PATH), staged(change, step));
            runner(change).undo(step);
            assertOld(change);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void recognisesAFileThatIsNeitherTheOldNorTheNewOne(boolean links) throws IOException {
        try (SampleChange change = change(links)) {
            ChangeStep.Replace step = stage(change, "new");
            secondName(links, change.at(PATH), kept(change));
            Files.delete(change.at(PATH));
            change.put(PATH, "somebody else's");
            StepRunner runner = runner(change);
            assertThat(runner.state(step)).isEqualTo(StepRunner.State.CONFLICT);
            assertThatThrownBy(() -> runner.apply(step)).isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> runner.undo(step)).isInstanceOf(RefusedException.class);
            assertThat(change.at(PATH)).hasContent("somebody else's");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnTakingADirectoryBackThatIsGoneAlready(boolean links) throws IOException {
        try (SampleChange change = change(links)) {
            ChangeStep.MakeDirectory step = new ChangeStep.MakeDirectory("0/0", "inbox/b.jp");
            Path staged = directory(change).staged("0/0");
            Files.createDirectories(staged);
            StepRunner runner = runner(change);
            runner.apply(step);
            assertThat(change.at("inbox/b.jp")).isEmptyDirectory();
            Files.delete(change.at("inbox/b.jp"));

            assertThat(runner.state(step)).isEqualTo(StepRunner.State.DONE);
            runner.undo(step);
            assertThat(runner.state(step)).isEqualTo(StepRunner.State.TO_DO);
            assertThat(change.at("inbox/b.jp")).doesNotExist();
        }
    }

    private static SampleChange change(boolean links) throws IOException {
        return links ? SampleChange.onUnix() : SampleChange.withoutHardLinks();
    }

    private static ChangeDirectory directory(SampleChange change) {
        return new ChangeDirectory(change.paths, SampleChange.ID);
    }

    private static StepRunner runner(SampleChange change) {
        return new StepRunner(directory(change));
    }

    private static Path staged(SampleChange change, ChangeStep.Replace step) {
        return directory(change).staged(step.staged());
    }

    private static Path kept(SampleChange change) throws IOException {
        Path kept = directory(change).quarantined(PATH);
        Files.createDirectories(kept.getParent(), PrivateFiles.directoryAttributes(kept));
        return kept;
    }

    private static ChangeStep.Replace stage(SampleChange change, String content) throws IOException {
        Path staged = directory(change).staged("0/0");
        Files.createDirectories(staged.getParent());
        Files.writeString(staged, content);
        return new ChangeStep.Replace("0/0", PATH, Fingerprint.of(staged));
    }

    private static void secondName(boolean links, Path file, Path second) throws IOException {
        if (links) {
            Files.createLink(second, file);
        } else {
            Files.copy(file, second, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void assertOld(SampleChange change) throws IOException {
        assertThat(change.at(PATH)).hasContent(OLD);
        assertThat(Files.getLastModifiedTime(change.at(PATH))).isEqualTo(OLD_TIME);
    }
}
