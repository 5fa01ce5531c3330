package epostadm.mailstore.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {

    private static final LogDay DAY = new LogDay(LocalDate.of(2016, 1, 31));

    @TempDir
    private Path top;

    private Path work;
    private LogFiles logs;

    @BeforeEach
    void work() throws IOException {
        work = Files.createDirectory(top.resolve("epms"));
        logs = new LogFiles(work, Edition.BSD);
    }

    @Test
    void appendsToADaysFileWithTheEditionsLineEnds() throws IOException {
        logs.append(LogName.INLOG, DAY, List.of("a", "b"));
        logs.append(LogName.INLOG, DAY, List.of("日本"));
        assertThat(work.resolve("inlog/160131.log")).hasContent("a\nb\n日本\n");
        new LogFiles(work, Edition.WINDOWS).append(LogName.INLOG, DAY, List.of("c"));
        assertThat(Files.readString(work.resolve("inlog/160131.log"))).isEqualTo("a\nb\n日本\nc\r\n");
    }

    @Test
    void beginsANewLineBehindOneThatWasCutShort() throws IOException {
        Path file = Files.createDirectory(work.resolve("inlog")).resolve("160131.log");
        Files.writeString(file, "half a li");
        logs.append(LogName.INLOG, DAY, List.of("a"));
        assertThat(file).hasContent("half a li\na\n");
    }

    @Test
    void makesAFileAnewThatSomebodyMovedAway() throws IOException {
        logs.append(LogName.INLOG, DAY, List.of("a"));
        Files.move(work.resolve("inlog/160131.log"), top.resolve("moved"));
        logs.append(LogName.INLOG, DAY, List.of("b"));
        assertThat(top.resolve("moved")).hasContent("a\n");
        assertThat(work.resolve("inlog/160131.log")).hasContent("b\n");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void newFilesAreTheirOwnersAlone() throws IOException {
        logs.append(LogName.POP3LOG, DAY, List.of("a"));
        assertThat(permissions("pop3log")).isEqualTo("rwx------");
        assertThat(permissions("pop3log/160131.log")).isEqualTo("rw-------");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void newFilesAreAsOpenAsTheDaysBefore() throws IOException {
        Files.createDirectory(work.resolve("inlog"));
        for (String day : List.of("160129", "160130")) {
            Path before = Files.createFile(work.resolve("inlog/" + day + ".log"));
            Files.setPosixFilePermissions(
                    before, PosixFilePermissions.fromString(day.endsWith("30") ? "rw-rw-r--" : "rw-------"));
        }
        logs.append(LogName.INLOG, DAY, List.of("a"));
        assertThat(permissions("inlog/160131.log")).isEqualTo("rw-rw-r--");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void writesThroughNoSymbolicLinkToAFile() throws IOException {
        Path victim = Files.writeString(top.resolve("victim"), "x");
        Files.createDirectory(work.resolve("inlog"));
        Files.createSymbolicLink(work.resolve("inlog/160131.log"), victim);
        refused(work.resolve("inlog/160131.log"));
        assertThat(victim).hasContent("x");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void makesNoFileThroughABrokenLink() throws IOException {
        Files.createDirectory(work.resolve("inlog"));
        Files.createSymbolicLink(work.resolve("inlog/160131.log"), top.resolve("nothing"));
        refused(work.resolve("inlog/160131.log"));
        assertThat(top.resolve("nothing")).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void writesThroughNoSymbolicLinkToADirectory() throws IOException {
        Path elsewhere = Files.createDirectory(top.resolve("elsewhere"));
        Files.createSymbolicLink(work.resolve("inlog"), elsewhere);
        refused(work.resolve("inlog"));
        assertThat(elsewhere).isEmptyDirectory();
    }

    private void refused(Path file) {
        assertThatThrownBy(() -> logs.append(LogName.INLOG, DAY, List.of("a")))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal()).isEqualTo(new Refusal.LeadsOutOfStore(file)));
    }

    @Test
    void writesToNothingButPlainFiles() throws IOException {
        Files.createDirectories(work.resolve("inlog/160131.log"));
        assertThatThrownBy(() -> logs.append(LogName.INLOG, DAY, List.of("a"))).isInstanceOf(IOException.class);
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(work.resolve(name)));
    }
}
