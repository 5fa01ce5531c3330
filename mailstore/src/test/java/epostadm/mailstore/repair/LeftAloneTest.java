package epostadm.mailstore.repair;

import static epostadm.mailstore.testing.TestMessage.uid;
import static epostadm.mailstore.testing.TestStore.store;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.account.Password;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is left, and why.
class LeftAloneTest {

    private static final String ROOT = "inbox/a.example/ken";

    private static TestStore ken() {
        return store(Edition.BSD).domain("a.example").account("ken").mail("INBOX", uid(1), uid(5));
    }

    private static List<Cure.Why> left(RepairPlan plan) {
        return plan.left().map(repair -> repair.left().orElseThrow()).toList();
    }

    @Test
    void leavesAMailboxThatSomebodyHasOpen() throws IOException {
        try (TestStore store = ken().uidNext(2).file("$lockfile", "").file("IMS.CTL", "[Delivery]\nDiscard=No\n")) {
            Files.setLastModifiedTime(
                    store.path(ROOT + "/$lockfile"), FileTime.from(TestStore.NOW.minus(Duration.ofMinutes(4))));
            RepairPlan plan = Repaired.plan(store);
            assertThat(left(plan)).containsExactly(Cure.Why.IN_USE);
            assertThat(plan.cured())
                    .singleElement()
                    .satisfies(repair -> assertThat(repair.cure()).isEqualTo(new Cure.SpellControlFile("ims.ctl")));
            assertThat(plan.needsRest()).isFalse();
        }
    }

    @Test
    void leavesTwoSpellingsOfOneControlFile() throws IOException {
        try (TestStore store = ken().file("IMS.CTL", "[Delivery]\n").file("ims.ctl", "[Delivery]\n")) {
            RepairPlan plan = Repaired.plan(store);
            assertThat(plan.change().steps()).isEmpty();
            assertThat(left(plan)).containsExactly(Cure.Why.NAME_TAKEN);
        }
    }

    @Test
    void leavesMessagesForWhichNoUidIsLeft() throws IOException {
        try (TestStore store =
                ken().folderFile("4294967295-000000.MSG", "a\r\n").folderFile("4294967295-000010.MSG", "b\r\n")) {
            store.uidNext(4294967296L);
            RepairPlan plan = Repaired.plan(store);
            assertThat(plan.change().steps()).isEmpty();
            assertThat(left(plan)).contains(Cure.Why.NO_UID_LEFT);
        }
    }

    @Test
    void leavesAFolderNameThatMayBeADamagedOne() throws IOException {
        try (TestStore store = ken()) {
            Files.createDirectory(store.path(ROOT + "/R&D"));
            RepairPlan plan = Repaired.plan(store);
            assertThat(plan.change().steps()).isEmpty();
            assertThat(left(plan)).containsExactly(Cure.Why.NOT_CERTAIN);
        }
    }

    @Test
    void needsRestWhereNamesOfMessagesChange() throws IOException {
        try (TestStore store = ken().folderFile("x.MSG", "Subject: x\r\n\r\nx\r\n")) {
            assertThat(Repaired.plan(store).needsRest()).isTrue();
        }
    }

    @Test
    void leavesALimitThatSomebodyMayHaveChanged() throws IOException {
        try (TestStore store = ken().sizeLimit(1_000_000)) {
            for (String limit : List.of("0", "2000000")) {
                store.file("size.ctl", limit);
                RepairPlan plan = Repaired.plan(store);
                assertThat(plan.change().steps()).isEmpty();
                assertThat(left(plan)).as(limit).containsExactly(Cure.Why.NEEDS_DECISION);
            }
        }
    }

    @Test
    void leavesAPasswordThatNobodyKnows() throws IOException {
        try (TestStore store = ken().apop("kawa-no-oto")) {
            store.entry(entry -> entry.withPassword(new Password("SSHA", "bm90aGluZw==")));
            Files.delete(store.path(ROOT + "/apop.dat"));
            RepairPlan plan = Repaired.plan(store);
            assertThat(plan.change().steps()).isEmpty();
            assertThat(left(plan)).containsExactly(Cure.Why.NEEDS_DECISION);
        }
    }
}
