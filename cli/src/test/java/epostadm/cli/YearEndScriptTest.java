package epostadm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.SampleStores;
import epostadm.fixtures.TreeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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

    private static final Path SAMPLES = SampleStores.directory("messages").getParent();

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

    private static String java(String mainClass) {
        return "'" + Path.of(System.getProperty("java.home"), "bin", "java")
                + "' --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -cp '"
                + System.getProperty("java.class.path") + "' " + mainClass;
    }

    private static void program(Path file, String commands) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + commands);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /// A directory with the program.
    ///
    /// @param fault shell commands in front of it
    private Path programs(String fault) throws IOException {
        Path programs = Files.createDirectories(directory.resolve("bin"));
        program(programs.resolve("epostadm"), fault + "exec " + java("epostadm.cli.Epostadm") + " \"$@\"\n");
        return programs;
    }

    private int script(String fault) throws IOException, InterruptedException {
        Path programs = programs(fault);
        ProcessBuilder builder =
                new ProcessBuilder("sh", SAMPLES.resolve("year-end.sh").toString(), plan.toString(), store.toString());
        builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        builder.environment().put("STOP", "touch " + directory.resolve("stopped"));
        builder.environment().put("START", "touch " + directory.resolve("started"));
        return status(builder);
    }

    private int status(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start();
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

    /// Another change-over than the plan's, for the sake of a program that can die where it is told to.
    @Test
    void takesItBackWhereTheProgramIsKilledInTheMiddle() throws Exception {
        TreeSnapshot before = TreeSnapshot.of(store, ".epostadm");
        String killed = "case \"$2\" in apply) " + java("epostadm.cli.KilledRun") + " '" + store
                + "' year-end 60; exit ;; esac\n";
        assertThat(script(killed)).as(said()).isEqualTo(KilledRun.KILLED);
        serverWasStoppedAndStarted();
        assertThat(said()).contains("cut short").contains("State: undone");
        assertThat(TreeSnapshot.of(store, ".epostadm")).isEqualTo(before);
        assertThat(Run.of("year-end status --store " + store).status()).isZero();
    }

    @Test
    void runsAsTheCronTableHasIt() throws Exception {
        Path programs = programs(RIGHT);
        program(programs.resolve("systemctl"), "touch '" + directory + "'/\"$1\"ed\n");
        List<String> table = Files.readAllLines(SAMPLES.resolve("year-end.cron"));
        assertThat(table).filteredOn(line -> line.startsWith("PATH=")).hasSize(1);
        for (String line : table) {
            if (line.startsWith("#") || line.startsWith("PATH=")) {
                continue;
            }
            String[] fields = line.split(" ", 7);
            assertThat(fields[5]).isEqualTo("root");
            assertThat(fields[6]).as("% ends a command in a cron table").doesNotContain("%");
            String command = fields[6]
                    .replace("/usr/local/sbin/year-end.sh", "sh '" + SAMPLES.resolve("year-end.sh") + "'")
                    .replace("/root/year-end/plan.json", "'" + plan + "'")
                    .replace("/var/spool/epms", "'" + store + "'")
                    .replace("/var/log/epostadm-year-end.log", "'" + directory.resolve("log") + "'");
            assertThat(status(new ProcessBuilder(
                            "env", "-i", "PATH=" + programs + ":/usr/bin:/bin", "/bin/sh", "-c", command)))
                    .as(said())
                    .isZero();
        }
        assertThat(directory.resolve("started")).exists();
        assertThat(directory.resolve("log")).content().contains("Done.");
        assertThat(Run.of("accounts list --output csv --store " + store).out()).contains("shin.j");
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
