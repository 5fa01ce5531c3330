package epostadm.mailstore.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.fixtures.Seeded;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random sessions in two folders, other programs between them, and restarts; against what a model says.
class ModelTest {

    @TempDir
    private Path directory;

    static Stream<Long> manySeeds() {
        return Seeded.seeds(30);
    }

    static Stream<Long> someSeeds() {
        return Seeded.seeds(4);
    }

    @ParameterizedTest
    @MethodSource("manySeeds")
    void behavesAsTheModelInMemory(long seed) throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            new ModelRun(new Workshop(memory.getPath("/mail")), Seeded.of(seed)).run(250);
        }
    }

    @ParameterizedTest
    @MethodSource("someSeeds")
    void behavesAsTheModelOnDisk(long seed) throws IOException {
        new ModelRun(new Workshop(directory), Seeded.of(1000 + seed)).run(120);
    }

    /// That the run would notice: a model that forgets one message.
    @org.junit.jupiter.api.Test
    void wouldNoticeALostMessage() throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            ModelRun run = new ModelRun(new Workshop(memory.getPath("/mail")), Seeded.of(1));
            run.run(100);
            run.forgetOne();
            org.assertj.core.api.Assertions.assertThatThrownBy(run::verify).isInstanceOf(AssertionError.class);
            assertThat(run.steps()).isEqualTo(100);
        }
    }
}
