package epostadm.mailstore.content;

import static epostadm.mailstore.testing.TestMessage.uid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.folder.FlagChange;
import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.mailstore.folder.MessageFlags;
import epostadm.mailstore.hierarchy.AccountFolders;
import epostadm.mailstore.hierarchy.LiveStore;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Flags;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Contents of messages in folders at work.
@Timeout(60)
class MessageContentsTest {

    @TempDir
    Path directory;

    private TestStore store;
    private LiveStore live;
    private AccountFolders folders;
    private LiveFolder inbox;
    private MessageContents contents;

    @BeforeEach
    void open() throws Exception {
        store = TestStore.at(directory, Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("sato")
                .mail("Archive")
                .mail("INBOX", uid(1), uid(2), uid(3).flags("000100"));
        live = LiveStore.open(store::open, InstantSource.fixed(TestStore.NOW), _ -> {});
        folders = live.folders(store.find("sato"));
        inbox = folders.open(FolderName.parse("INBOX").orElseThrow());
        contents = MessageContents.open(store.open());
    }

    @AfterEach
    void close() throws IOException {
        contents.close();
        live.close();
    }

    private static String text(OpenMessage message) throws IOException {
        return new String(message.octets(0, Long.MAX_VALUE).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void readsAMessageWhoseFlagsChangeMeanwhile() throws IOException {
        LiveMessage message = inbox.messages().getFirst();
        Summary summary = contents.summary(message);
        assertThat(summary.preview()).isEqualTo("This is mail 1.");
        MessageFlags flagged = new MessageFlags(Flags.parse("001000").orElseThrow(), new TreeSet<>());
        inbox.store(
                List.of(message),
                new FlagChange(FlagChange.Mode.ADD, flagged),
                OptionalLong.empty(),
                inbox.view(false));
        assertThat(summary.size()).isEqualTo("Subject: mail 1\r\n\r\nThis is mail 1.\r\n".length());
        try (OpenMessage open = contents.open(message)) {
            assertThat(text(open)).isEqualTo("Subject: mail 1\r\n\r\nThis is mail 1.\r\n");
        }
        assertThat(summary.internalDate()).isEqualTo(uid(1).received());
    }

    @Test
    void saysTheSameOfACopy() throws Exception {
        byte[] scrambled = new byte[1000];
        scrambled[0] = (byte) 0xFF;
        LiveMessage second = inbox.messages().get(1);
        Path file = second.withFile(path -> path);
        Files.write(file, scrambled);
        LiveFolder archive = folders.open(FolderName.parse("Archive").orElseThrow());
        inbox.copy(inbox.messages(), archive);
        for (int i = 0; i < 3; i++) {
            LiveMessage original = inbox.messages().get(i);
            LiveMessage copy = archive.messages().get(i);
            assertThat(contents.summary(copy).envelope())
                    .isEqualTo(contents.summary(original).envelope());
            assertThat(contents.summary(copy).structure())
                    .isEqualTo(contents.summary(original).structure());
            try (OpenMessage one = contents.open(original);
                    OpenMessage other = contents.open(copy)) {
                assertThat(text(other)).isEqualTo(text(one));
            }
        }
        assertThat(contents.summary(archive.messages().get(1)).preview()).startsWith("This message was encoded");
    }

    @Test
    void saysThatAnExpungedMessageIsGone() throws IOException {
        LiveMessage third = inbox.messages().get(2);
        contents.prefetch(inbox.messages(), Detail.ENVELOPE);
        inbox.expunge(List.of(third));
        contents.forget(List.of(third));
        assertThatThrownBy(() -> contents.summary(third).size()).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> contents.open(third)).isInstanceOf(NoSuchFileException.class);
        contents.tidy(inbox);
        assertThat(contents.summary(inbox.messages().getFirst()).envelope().subject())
                .contains("mail 1");
    }
}
