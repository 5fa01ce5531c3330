package epostadm.mailstore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import epostadm.fixtures.TreeSnapshot;
import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What somebody else has done since the change is never undone with it: the undo is refused, and nothing is
/// changed.
class RefusedUndoTest {

    private SampleChange change;

    @BeforeEach
    void makeChange() throws IOException {
        change = SampleChange.onUnix();
        change.changes().execute(change.plan());
    }

    @AfterEach
    void close() throws IOException {
        change.close();
    }

    @Test
    void whereAnInstalledFileHasChanged() throws IOException {
        change.put("db/aliases.txt", "sales@a.jp\tjiro@b.jp\r\n");
        refused("db/aliases.txt");
    }

    @Test
    void whereAnInstalledFileIsGone() throws IOException {
        Files.delete(change.at("db/aliases.txt"));
        refused("db/aliases.txt");
    }

    @Test
    void whereNewMailLiesInAnInstalledDirectory() throws IOException {
        change.put("inbox/a.jp/hanako/B0000000009.MSG", "Subject: new\r\n");
        refused("inbox/a.jp/hanako");
    }

    @Test
    void whereNewMailLiesInALinkedFolder() throws IOException {
        change.put("inbox/a.jp/taro/INBOX/0000000002-100000.MSG", "Subject: new\r\n");
        refused("inbox/a.jp/taro/INBOX");
    }

    @Test
    void whereANewMailboxLiesInADirectoryThatWasMade() throws IOException {
        change.put("inbox/b.jp/shiro/B0000000009.MSG", "Subject: new\r\n");
        refused("inbox/b.jp");
    }

    @Test
    void whereAFileLiesDeepInAnInstalledDirectory() throws IOException {
        change.put("inbox/b.jp/deep/saburo/Sent/0000000001-000010.MSG", "Subject: sent\r\n");
        refused("inbox/b.jp/deep/saburo");
    }

    @Test
    void whereTheNameOfSomethingRemovedIsTakenAgain() throws IOException {
        change.put("inbox/a.jp/taro/size.ctl", "5");
        refused("inbox/a.jp/taro/size.ctl");
    }

    @Test
    void whereTheNameOfSomethingMovedAwayIsTakenAgain() throws IOException {
        change.put("inbox/a.jp/jiro/B0000000009.MSG", "Subject: new\r\n");
        refused("inbox/b.jp/deep/saburo/jiro");
    }

    @Test
    void whereTheParentOfSomethingRemovedIsGone() throws IOException {
        Files.move(change.at("inbox/a.jp/taro"), change.at("inbox/~taro"));
        assertConflict();
    }

    @Test
    void whereALaterChangeHasReplacedTheIndex() throws IOException {
        ChangePlan later = new ChangePlan(
                "passwd", "taro@a.jp", List.of(new PlannedStep.PutFile("db/a.jp.idx", text("other\n"))), List.of());
        String id = change.changes().execute(later);
        refused("db/a.jp.idx");

        change.changes().undo(id);
        change.changes().undo(SampleChange.ID);
        assertThat(change.at("db/a.jp.idx")).hasContent("#epost-idx 1 a.jp\n");
    }

    @Test
    void theSecondTime() throws IOException {
        change.changes().undo(SampleChange.ID);
        TreeSnapshot all = TreeSnapshot.of(change.work);
        assertThatThrownBy(() -> change.changes().undo(SampleChange.ID))
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isEqualTo(new Refusal.ChangeNotOpen(SampleChange.ID, "undone"));
        assertThat(TreeSnapshot.of(change.work).lines()).isEqualTo(all.lines());
    }

    @Test
    void ofAChangeThatIsPurged() throws IOException {
        change.changes().purge(SampleChange.ID);
        TreeSnapshot all = TreeSnapshot.of(change.work);
        assertThatThrownBy(() -> change.changes().undo(SampleChange.ID))
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isEqualTo(new Refusal.ChangeNotOpen(SampleChange.ID, "purged"));
        assertThat(TreeSnapshot.of(change.work).lines()).isEqualTo(all.lines());
        assertThat(change.log().details(SampleChange.ID).summary().quarantined())
                .isFalse();
    }

    @Test
    void ofAChangeWhoseStateIsLost() throws IOException {
        Path changes = change.paths.changes().resolve(SampleChange.ID);
        Files.delete(changes.resolve("state"));
        TreeSnapshot all = TreeSnapshot.of(change.work);
        assertThatThrownBy(() -> change.changes().undo(SampleChange.ID))
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isInstanceOf(Refusal.Unreadable.class);
        assertThat(TreeSnapshot.of(change.work).lines()).isEqualTo(all.lines());
    }

    private void refused(String path) throws IOException {
        assertThat(assertConflict()).containsExactly(path);
    }

    private List<String> assertConflict() throws IOException {
        TreeSnapshot all = TreeSnapshot.of(change.work);
        List<String> paths = new ArrayList<>();
        assertThatThrownBy(() -> change.changes().undo(SampleChange.ID))
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .asInstanceOf(type(Refusal.ChangeConflict.class))
                .satisfies(conflict -> paths.addAll(conflict.paths()));
        assertThat(TreeSnapshot.of(change.work).lines()).isEqualTo(all.lines());
        assertThat(change.log().open()).isEmpty();
        return paths;
    }

    private static AtomicFile.Content text(String text) {
        return SampleChange.text(text);
    }
}
