package epostadm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.SampleStores;
import epostadm.fixtures.TreeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `samples/year-end.sh` with the real program, and something else in the place of systemctl.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell script")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class YearEndScriptTest {

    private static final String LINE = "%s\thiMitsu-2027\t%s\tkaisha.example.jp\t\t1\t0\t0\t1\t1\n";
    private static final String RIGHT = "";
    private static final String WRONG = "case \"$2\" in verify) exit 1 ;; esac\n";

    @TempDir
    private Path directory;

    private Path store;
    private Path plan;

    @BeforeEach
    void planAChangeOver() throws IOException {
        store = SampleStores.copy("store-bsd", directory.resolve("store"));
        plan = directory.resolve("plan.json");
        Path list = directory.resolve("next.txt");
        Files.writeString(list, LINE.formatted("sato.k", "Sato") + LINE.formatted("shin.j", "Shin"));
        assertThat(Run.of("year-end plan " + list + " --quiet --store " + store + " --out " + plan)
                        .status())
                .isEqualTo(1);
    }

    /// @param fault shell commands in front of the program
    private int script(String fault) throws IOException, InterruptedException {
        Path programs = Files.createDirectories(directory.resolve("bin"));
        Path program = programs.resolve("epostadm");
        Files.writeString(
                program,
                "#!/bin/sh\n" + fault + "exec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -cp '"
                        + System.getProperty("java.class.path") + "' epostadm.cli.Epostadm \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Path samples = SampleStores.directory("messages").getParent();
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", samples.resolve("year-end.sh").toString(), plan.toString(), store.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile());
        builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        builder.environment().put("STOP", "touch " + directory.resolve("stopped"));
        builder.environment().put("START", "touch " + directory.resolve("started"));
        Process process = builder.start();
        assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private String said() throws IOException {
        return Files.readString(directory.resolve("said"));
    }

    private void serverWasStoppedAndStarted() {
        assertThat(directory.resolve("stopped")).exists();
        assertThat(directory.resolve("started")).exists();
    }

    @Test
    void makesTheChangeOverAndStartsTheServerAgain() throws Exception {
        assertThat(script(RIGHT)).as(said()).isZero();
        serverWasStoppedAndStarted();
        assertThat(Run.of("accounts list --output csv --store " + store).out())
                .contains("sato.k", "shin.j")
                .doesNotContain("suzuki.m");
    }

    @Test
    void takesItBackWhereTheStoreIsNotWhatTheListSays() throws Exception {
        TreeSnapshot before = TreeSnapshot.of(store, ".epostadm");
        assertThat(script(WRONG)).as(said()).isEqualTo(1);
        serverWasStoppedAndStarted();
        assertThat(said()).contains("taking it back");
        assertThat(TreeSnapshot.of(store, ".epostadm")).isEqualTo(before);
    }

    @Test
    void changesNothingWhereThePlanIsOutdated() throws Exception {
        assertThat(Run.of("accounts suspend sato.k --quiet --store " + store).status())
                .isZero();
        TreeSnapshot before = TreeSnapshot.of(store, ".epostadm");
        assertThat(script(RIGHT)).as(said()).isEqualTo(2);
        serverWasStoppedAndStarted();
        assertThat(TreeSnapshot.of(store, ".epostadm")).isEqualTo(before);
    }
}
