package epostadm.mailstore.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.fixtures.Seeded;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Editions and layouts found out from directories, or read from the store's settings.
class StoreLayoutTest {

    private static final DomainName A = new DomainName("a.jp");
    private static final DomainName B = new DomainName("b.jp");

    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
    private final Path work = disk.getPath("/epms");

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    @Test
    void refusesWhatIsNoStore() throws IOException {
        refused(new Refusal.NoSuchStore(work));
        Files.writeString(work, "a file");
        refused(new Refusal.NoSuchStore(work));
        Files.delete(work);
        Files.createDirectory(work);
        refused(new Refusal.EmptyDirectory(work));
        make("lost+found");
        refused(new Refusal.NotAStore(work));
        put("inbox");
        refused(new Refusal.NotAStore(work));
    }

    @Test
    void knowsTheBsdEdition() throws IOException {
        make("inbox/a.jp/taro/inbox");
        put("db/a.jp.idx");
        layout(Edition.BSD, Layout.PER_DOMAIN, A);
    }

    @Test
    void knowsTheWindowsEdition() throws IOException {
        make("inbox/a.jp/taro/INBOX");
        layout(Edition.WINDOWS, Layout.PER_DOMAIN, A);
    }

    @Test
    void knowsTheCommonBox() throws IOException {
        make("inbox/taro/inbox");
        put("db/a.jp.idx");
        put("db/b.jp.idx");
        layout(Edition.BSD, Layout.COMMON, A, B);
    }

    @Test
    void knowsBothLayoutsSideBySide() throws IOException {
        make("inbox/a.jp/taro/inbox");
        make("inbox/hanako/inbox");
        put("db/a.jp.idx");
        put("db/b.jp.idx");
        StoreLayout layout = StoreLayout.detect(work);
        assertThat(layout.of(A)).isEqualTo(Layout.PER_DOMAIN);
        assertThat(layout.of(B)).isEqualTo(Layout.COMMON);
    }

    @Test
    void takesADomainThatWasPutAsideForNoMailbox() throws IOException {
        make("inbox/~a.jp/taro/inbox");
        put("db/a.jp.idx");
        layout(Edition.BSD, Layout.PER_DOMAIN, A);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inbox/B0000000001.MSG", "apop.dat", "$offpop3", "SIZE.CTL", "B0000000001.MSG"})
    void takesAMailboxWithADotInItsNameForNoDomain(String file) throws IOException {
        put("db/a.jp.idx");
        put("inbox/taro.yamada/" + file);
        layout(Edition.BSD, Layout.COMMON, A);
    }

    @Test
    void takesAVendorsBackupForNoDomain() throws IOException {
        make("inbox");
        put("db/~a.jp.idx");
        put("db/-.idx");
        put("db/.idx");
        layout(Edition.BSD, Layout.PER_DOMAIN);
    }

    @Test
    void followsALinkToTheStoreButNoneInIt() throws IOException {
        make("inbox/a.jp/taro/INBOX");
        Files.createSymbolicLink(disk.getPath("/store"), work);
        assertThat(StoreLayout.detect(disk.getPath("/store")).paths().work()).isEqualTo(work);
        Files.createDirectories(disk.getPath("/elsewhere/x/inbox"));
        Files.createSymbolicLink(work.resolve("inbox/c.jp"), disk.getPath("/elsewhere"));
        layout(Edition.WINDOWS, Layout.PER_DOMAIN, A);
    }

    @Test
    void prefersTheSettings() throws IOException {
        make("inbox/a.jp/taro/INBOX");
        settings("edition=bsd\nlayout.a.jp=common\nlayout.b.jp=per-domain\naccount-name-length=64\n");
        StoreLayout layout = StoreLayout.detect(work);
        assertThat(layout.edition()).isEqualTo(Edition.BSD);
        assertThat(layout.of(A)).isEqualTo(Layout.COMMON);
        assertThat(layout.domains()).containsExactly(A, B);
        assertThat(layout.settings().accountNameLength()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "edition=vms",
                "layout.=common",
                "layout.a..jp=common",
                "layout.a.jp=",
                "account-name-length=0",
                "account-name-length=65",
                "account-name-length=x",
                "colour=red",
                "edition=\\u12"
            })
    void refusesSettingsThatItDoesNotUnderstand(String line) throws IOException {
        make("inbox");
        settings(line + "\n");
        unreadable();
    }

    @Test
    void refusesSettingsThatAreNotUtf8() throws IOException {
        make("inbox");
        settings("");
        Files.write(new StorePaths(work).settings(), new byte[] {(byte) 0x93, (byte) 0xfa});
        unreadable();
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsTheSettingsThatItWrites(long seed) throws IOException {
        Seeded random = Seeded.of(seed);
        Map<DomainName, Layout> layouts = new HashMap<>();
        for (int i = random.between(0, 5); i > 0; i--) {
            layouts.put(new DomainName("a" + random.text("abz09", 8) + ".JP"), random.oneOf(List.of(Layout.values())));
        }
        Optional<Edition> edition =
                random.chance(0.5) ? Optional.of(random.oneOf(List.of(Edition.values()))) : Optional.empty();
        StoreSettings settings = new StoreSettings(edition, layouts, random.between(1, AccountName.MAX_LENGTH));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        settings.writeTo(out);
        make("inbox");
        settings(out.toString(StandardCharsets.UTF_8));
        assertThat(StoreSettings.read(new StorePaths(work))).isEqualTo(settings);
    }

    private void layout(Edition edition, Layout layout, DomainName... domains) throws IOException {
        StoreLayout found = StoreLayout.detect(work);
        assertThat(found.edition()).isEqualTo(edition);
        assertThat(found.domains()).containsExactly(domains);
        for (DomainName domain : domains) {
            assertThat(found.of(domain)).isEqualTo(layout);
        }
    }

    private void refused(Refusal refusal) {
        assertThatThrownBy(() -> StoreLayout.detect(work))
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isEqualTo(refusal);
    }

    private void unreadable() {
        assertThatThrownBy(() -> StoreLayout.detect(work))
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isInstanceOf(Refusal.Unreadable.class);
    }

    private void make(String directory) throws IOException {
        Files.createDirectories(work.resolve(directory));
    }

    private void put(String file) throws IOException {
        Files.createDirectories(work.resolve(file).getParent());
        Files.writeString(work.resolve(file), "");
    }

    private void settings(String text) throws IOException {
        Path file = new StorePaths(work).settings();
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
