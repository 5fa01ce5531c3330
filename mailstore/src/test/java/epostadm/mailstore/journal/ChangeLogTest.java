package epostadm.mailstore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.testing.Kill;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeLogTest {

    private SampleChange change;

    @BeforeEach
    void makeStore() throws IOException {
        change = SampleChange.onUnix();
    }

    @AfterEach
    void close() throws IOException {
        change.close();
    }

    @Test
    void isEmptyWhereNoChangeWasMade() throws IOException {
        assertThat(change.log().list()).isEmpty();
        assertThat(change.log().open()).isEmpty();
        assertThat(change.paths.ours()).doesNotExist();
    }

    @Test
    void tellsWhatAChangeDid() throws IOException {
        change.changes().execute(change.plan());
        ChangeDetails details = change.log().details(SampleChange.ID);
        assertThat(details.summary())
                .isEqualTo(new ChangeSummary(
                        SampleChange.ID, "year-end", "a.jp", SampleChange.NOW, ChangeState.DONE, true));
        assertThat(details.steps())
                .hasSize(16)
                .contains(
                        new ChangeDetails.Step("replace", "inbox/a.jp/taro/OLD_INBOX/uid", ""),
                        new ChangeDetails.Step("install", "inbox/a.jp/taro/OLD_INBOX/uidvalidity", ""),
                        new ChangeDetails.Step("make-directory", "inbox/b.jp", ""),
                        new ChangeDetails.Step("remove", "inbox/a.jp/hanako", ""),
                        new ChangeDetails.Step("move", "db/aliases.old", "db/aliases.txt"));
        assertThat(details.attachments())
                .singleElement()
                .satisfies(map -> assertThat(map).hasContent("old,new\r\n3,1\r\n"));
        assertThat(details.quarantine().resolve("inbox/a.jp/hanako/INBOX/uid")).hasContent("4");
    }

    @Test
    void listsTheNewestFirst() throws IOException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ids.add(change.changes()
                    .execute(new ChangePlan(
                            "add", "", List.of(new PlannedStep.MakeDirectory("inbox/b" + i + ".jp")), List.of())));
        }
        assertThat(ids.getLast()).isEqualTo("20260401-030000-add-12");
        assertThat(change.log().list()).extracting(ChangeSummary::id).isEqualTo(ids.reversed());
        assertThat(change.log().list()).extracting(ChangeSummary::kind).containsOnly("add");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "../x", "20260401-030000-add", "20269999-999999-add", "open", "20260401-030000-year-end/.."})
    void knowsNoSuchChange(String id) throws IOException {
        change.changes().execute(change.plan());
        assertThatThrownBy(() -> change.log().details(id))
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isEqualTo(new Refusal.UnknownChange(id, List.of(SampleChange.ID)));
        assertThatThrownBy(() -> change.changes().undo(id)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> change.changes().resume(id)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> change.changes().purge(id)).isInstanceOf(RefusedException.class);
    }

    @Test
    void takesBackAChangeOfWhichThereIsButTheMark() throws IOException {
        change.changes().execute(change.plan());
        String id = "20260402-000000-import-2";
        Files.writeString(change.paths.changes().resolve("open"), id + "\n");
        assertThat(change.log().open()).hasValueSatisfying(open -> {
            assertThat(open.id()).isEqualTo(id);
            assertThat(open.kind()).isEqualTo("import");
            assertThat(open.state()).isEqualTo(ChangeState.PREPARING);
        });
        change.changes().undo(id);
        assertThat(change.log().open()).isEmpty();
    }

    @Test
    void takesNoMarkForOpenThatACrashLeftBehind() throws IOException {
        change.changes().execute(change.plan());
        Files.writeString(change.paths.changes().resolve("open"), SampleChange.ID + "\n");
        assertThat(change.log().open()).isEmpty();
        change.changes().refuseIfInterrupted();
    }

    @Test
    void refusesAnotherChangeWhileOneIsOpen() throws Exception {
        ChangePlan plan = change.plan();
        Kill kill = Kill.at(38);
        assertThat(kill.kills(() -> change.changes(kill).execute(plan))).isTrue();
        assertThatThrownBy(() -> change.changes().execute(plan))
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isInstanceOf(Refusal.ChangeInterrupted.class);
        assertThatThrownBy(() -> change.changes().purge(SampleChange.ID)).isInstanceOf(RefusedException.class);
        change.changes().undo(SampleChange.ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\0", "done", "finished 0", "done 0 0", "done -1", "done 9999999", "applying x", "\u00ff"})
    void refusesAGarbledState(String text) throws IOException {
        change.changes().execute(change.plan());
        write(change.paths.changes().resolve(SampleChange.ID).resolve("state"), text);
        refused(() -> change.changes().undo(SampleChange.ID));
        refused(() -> change.changes().resume(SampleChange.ID));
        refused(() -> change.changes().purge(SampleChange.ID));
        refused(() -> change.log().list());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "20260401", "../../x", "20269999-999999-add", "\u00ff"})
    void refusesAGarbledMark(String text) throws IOException {
        ChangePlan plan = change.plan();
        change.changes().execute(plan);
        write(change.paths.changes().resolve("open"), text);
        refused(() -> change.log().open());
        refused(() -> change.changes().execute(plan));
        refused(() -> change.changes().undo(SampleChange.ID));
    }

    @Test
    void refusesAPhaseThatTheJournalHasNot() throws IOException {
        change.changes().execute(change.plan());
        Path state = change.paths.changes().resolve(SampleChange.ID).resolve("state");
        for (String text : List.of("applying 99\n", "undoing 99\n")) {
            Files.writeString(state, text);
            assertThatThrownBy(() -> change.changes().undo(SampleChange.ID)).isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> change.changes().resume(SampleChange.ID)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void tellsKindsThatAreNone() {
        for (String kind : List.of("", "Import", "a b", "../x", "import-", "import-2")) {
            assertThatThrownBy(() -> new ChangePlan(kind, "", List.of(), List.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void refused(Kill.Task<Exception> task) {
        assertThatThrownBy(task::run)
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isInstanceOf(Refusal.Unreadable.class);
    }
}
