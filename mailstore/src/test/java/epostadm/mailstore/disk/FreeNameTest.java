package epostadm.mailstore.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeNameTest {

    private static final int RIVALS = 3;
    private static final int ROUNDS = 300;

    @TempDir
    private Path directory;

    @Test
    void renamesToANameThatIsFree() throws IOException {
        Path from = Files.writeString(directory.resolve("日本 from"), "text");
        Path to = directory.resolve("to");
        assertThat(FreeName.rename(from, to)).isTrue();
        assertThat(from).doesNotExist();
        assertThat(to).hasContent("text");
    }

    @Test
    void refusesANameThatIsTaken() throws IOException {
        Path from = Files.writeString(directory.resolve("from"), "new");
        Path to = Files.writeString(directory.resolve("to"), "old");
        assertThatThrownBy(() -> FreeName.rename(from, to)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(to).hasContent("old");
        assertThatThrownBy(() -> FreeName.rename(directory.resolve("none"), directory.resolve("x")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void givesOneNameToOneFileHoweverManyWantIt() throws Exception {
        CyclicBarrier together = new CyclicBarrier(RIVALS);
        try (ExecutorService threads = Executors.newFixedThreadPool(RIVALS)) {
            List<Callable<Integer>> rivals = new ArrayList<>();
            for (int rival = 0; rival < RIVALS; rival++) {
                int own = rival;
                rivals.add(() -> won(own, together));
            }
            int won = 0;
            for (var result : threads.invokeAll(rivals)) {
                won += result.get();
            }
            assertThat(won).isEqualTo(ROUNDS);
        }
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(RIVALS * ROUNDS);
        }
    }

    private int won(int rival, CyclicBarrier together) throws Exception {
        int won = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Path own = Files.writeString(directory.resolve(rival + "-" + round), "text");
            together.await();
            try {
                FreeName.rename(own, directory.resolve("wanted-" + round));
                won++;
            } catch (FileAlreadyExistsException lost) {
                assertThat(own).exists();
            }
        }
        return won;
    }
}
