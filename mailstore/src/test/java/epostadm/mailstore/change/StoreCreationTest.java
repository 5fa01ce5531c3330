package epostadm.mailstore.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreCreationTest {

    private static final DomainName DOMAIN = new DomainName("a.example");

    @ParameterizedTest
    @CsvSource({"BSD, PER_DOMAIN", "BSD, COMMON", "WINDOWS, PER_DOMAIN", "WINDOWS, COMMON"})
    void makesAStoreThatOpensAsItWasWanted(Edition edition, Layout layout) throws IOException {
        Configuration configuration = edition == Edition.BSD ? Configuration.unix() : Configuration.windows();
        try (FileSystem memory = Jimfs.newFileSystem(configuration)) {
            Path directory = memory.getPath("new").resolve("mail").toAbsolutePath();
            new StoreCreation(directory, DOMAIN, edition, layout).create();
            MailStore store = MailStore.open(directory);
            assertThat(store.edition()).isEqualTo(edition);
            assertThat(store.layout(DOMAIN)).isEqualTo(layout);
            assertThat(store.domains()).containsExactly(DOMAIN);
            assertThat(store.accounts(DOMAIN).size()).isZero();
            assertThat(store.mailboxes(DOMAIN).putAside()).isEmpty();
        }
    }

    @Test
    void takesAnEmptyDirectory() throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            Path directory = Files.createDirectory(memory.getPath("/mail"));
            new StoreCreation(directory, DOMAIN, Edition.BSD, Layout.PER_DOMAIN).create();
            assertThat(MailStore.open(directory).domains()).containsExactly(DOMAIN);
        }
    }

    @Test
    void refusesWhatIsNotEmptyAndMakesNothing() throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            Path directory = Files.createDirectory(memory.getPath("/mail"));
            Path file = Files.writeString(directory.resolve(".hidden"), "x");
            for (Path wanted : new Path[] {directory, file}) {
                assertThatThrownBy(() -> new StoreCreation(wanted, DOMAIN, Edition.BSD, Layout.COMMON).create())
                        .isInstanceOf(RefusedException.class);
            }
            assertThat(directory).isDirectoryNotContaining("glob:**inbox");
        }
    }
}
