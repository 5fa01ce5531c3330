package epostadm.mailstore.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.mailstore.disk.Durability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StagedFileTest {

    @Test
    void isTakenAwayQuietlyWhereTheDiskIsFull() throws IOException {
        Configuration small =
                Configuration.unix().toBuilder().setMaxSize(1 << 16).build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            Path directory = disk.getPath("/work");
            StagedFile file = StagedFile.in(directory, Durability.of(directory));
            byte[] block = new byte[1 << 17];
            assertThatThrownBy(() -> file.write(block, 0, block.length)).isInstanceOf(IOException.class);
            file.write("a later block".getBytes(StandardCharsets.UTF_8), 0, 13);
            assertThatThrownBy(file::finish).as("not whole").isInstanceOf(IOException.class);
            file.close();
            assertThat(directory).isEmptyDirectory();
        }
    }
}
