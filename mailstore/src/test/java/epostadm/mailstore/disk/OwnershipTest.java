package epostadm.mailstore.disk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import org.junit.jupiter.api.Test;

class OwnershipTest {

    @Test
    void givesToTheServerWhatIsMadeInItsStore() throws IOException {
        Configuration posix = Configuration.unix().toBuilder()
                .setAttributeViews("basic", "owner", "posix")
                .build();
        try (FileSystem disk = Jimfs.newFileSystem(posix)) {
            Path inbox = Files.createDirectory(disk.getPath("/inbox"));
            UserPrincipalLookupService users = disk.getUserPrincipalLookupService();
            PosixFileAttributeView view = Files.getFileAttributeView(inbox, PosixFileAttributeView.class);
            view.setOwner(users.lookupPrincipalByName("epms"));
            view.setGroup(users.lookupPrincipalByGroupName("mail"));
            view.setPermissions(PosixFilePermissions.fromString("rwxrwx---"));

            Ownership ownership = Ownership.of(inbox);
            for (String name : new String[] {"/inbox/a.jp", "/inbox/b.jp"}) {
                Path made = disk.getPath(name);
                ownership.make(made);
                PosixFileAttributes attributes = Files.readAttributes(made, PosixFileAttributes.class);
                assertThat(attributes.owner().getName()).isEqualTo("epms");
                assertThat(attributes.group().getName()).isEqualTo("mail");
                assertThat(PosixFilePermissions.toString(attributes.permissions()))
                        .isEqualTo("rwxrwx---");
            }
        }
    }

    @Test
    void givesNothingWhereThereAreNoOwners() throws IOException {
        try (FileSystem disk = Jimfs.newFileSystem(Configuration.windows())) {
            Path inbox = Files.createDirectory(disk.getPath("C:\\inbox"));
            Ownership.of(inbox).make(inbox.resolve("a.jp"));
            assertThat(inbox.resolve("a.jp")).isEmptyDirectory();
            Ownership.of(disk.getPath("C:\\none")).make(inbox.resolve("b.jp"));
        }
    }
}
