package epostadm.mailstore.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreProbeTest {

    @TempDir
    private Path directory;

    private TestStore store() {
        return TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("sato");
    }

    @Test
    void leavesNothingBehindWhereTheStoreIsWritable() throws IOException {
        try (TestStore store = store()) {
            StoreProbe probe = new StoreProbe(store.open());
            probe.write();
            assertThat(store.path(".epostadm/probe")).doesNotExist();
            assertThat(probe.space()).isPositive();
        }
    }

    @Test
    void saysThatNothingCanBeWritten() throws IOException {
        try (TestStore store = store()) {
            Files.createDirectories(store.path(".epostadm/probe/x"));
            StoreProbe probe = new StoreProbe(store.open());
            assertThatThrownBy(probe::write).isInstanceOf(IOException.class);
        }
    }

    @Test
    void writesThroughNoSymbolicLink() throws IOException {
        try (TestStore store = store()) {
            Path victim = Files.writeString(directory.resolve("victim"), "x");
            Files.createSymbolicLink(store.path(".epostadm/probe"), victim);
            assertThatThrownBy(new StoreProbe(store.open())::write).isInstanceOf(IOException.class);
            assertThat(victim).hasContent("x");
        }
    }
}
