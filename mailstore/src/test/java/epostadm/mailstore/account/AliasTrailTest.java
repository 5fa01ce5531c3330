package epostadm.mailstore.account;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AliasTrailTest {

    private static AliasTrail trail(String address, String table) throws IOException {
        try (FileSystem fileSystem = Jimfs.newFileSystem(Configuration.unix())) {
            Path file = fileSystem.getPath("/aliases.txt");
            Files.write(file, table.getBytes(ISO_8859_1));
            return AliasTrail.of(address, Aliases.read(file));
        }
    }

    @Test
    void leadsFromAliasToAlias() throws IOException {
        AliasTrail trail = trail("a@d.jp", "a@d.jp\tb@d.jp\nb@d.jp\tc@e.jp\n");
        assertThat(trail.addresses()).containsExactly("a@d.jp", "b@d.jp", "c@e.jp");
        assertThat(trail.circle()).isFalse();
    }

    @Test
    void endsWhereAnAliasLeadsToItself() throws IOException {
        String table = "sato@d.jp\tSATO@d.jp\n*@d.jp\tall@e.jp\n";
        assertThat(trail("sato@d.jp", table).aliased()).isFalse();
        assertThat(trail("x@d.jp", table).last()).isEqualTo("all@e.jp");
    }

    @Test
    void tellsACircle() throws IOException {
        assertThat(trail("a@d.jp", "a@d.jp\tb@d.jp\nb@d.jp\ta@d.jp\n").circle()).isTrue();
    }
}
