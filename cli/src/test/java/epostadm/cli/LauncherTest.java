package epostadm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `bin/epostadm` in an installed tree, with a program in Java's place that tells how it was started.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "bin/epostadm is a POSIX shell script")
class LauncherTest {

    private static final String TELLS = """
            #!/bin/sh
            echo "LC_ALL=${LC_ALL-unset} LC_CTYPE=${LC_CTYPE-unset} LC_MESSAGES=${LC_MESSAGES-unset}"
            for argument; do echo "<$argument>"; done
            """;

    @TempDir
    private Path directory;

    private Path launcher;
    private Path java;

    @BeforeEach
    void install() throws IOException {
        Path root = Files.createDirectories(directory.toRealPath().resolve("a tree with spaces"));
        Path script =
                Path.of(System.getProperty("user.dir")).resolveSibling("bin").resolve("epostadm");
        launcher = Files.createDirectories(root.resolve("bin")).resolve("epostadm");
        Files.copy(script, launcher);
        Files.createFile(Files.createDirectories(root.resolve("lib")).resolve("epostadm.jar"));
        java = javaHome("jdk 25", "25.0.3");
    }

    private Path javaHome(String name, String version) throws IOException {
        Path home = directory.toRealPath().resolve(name);
        Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(program, TELLS);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(
                home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"x\"\n");
        return home;
    }

    private record Started(int status, List<String> lines) {}

    private static Started start(Path launcher, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                .toList());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        List<String> lines = process.inputReader().lines().toList();
        return new Started(process.waitFor(), lines);
    }

    private Started start(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        environment = new HashMap<>(environment);
        environment.putIfAbsent("EPOSTADM_JAVA_HOME", java.toString());
        return start(launcher, environment, arguments);
    }

    @Test
    void handsOnItsArgumentsAsTheyAre() throws Exception {
        Started started = start(Map.of(), "a b", "", "$x*", "--", "\"");
        assertThat(started.status()).isZero();
        int jar = started.lines().indexOf("<-jar>");
        assertThat(started.lines().subList(jar + 2, started.lines().size()))
                .containsExactly("<a b>", "<>", "<$x*>", "<-->", "<\">");
        assertThat(started.lines().get(jar + 1)).endsWith("/a tree with spaces/lib/epostadm.jar>");
        assertThat(started.lines()).contains("<-Depostadm.terminals=>", "<-XX:+UseSerialGC>");
    }

    @Test
    void findsItsTreeThroughSymlinks() throws Exception {
        Path one = Files.createSymbolicLink(directory.resolve("one"), launcher);
        Path two = Files.createSymbolicLink(directory.resolve("two"), one.getFileName());
        Started started = start(two, Map.of("JAVA_HOME", java.toString()), "--help");
        assertThat(started.lines()).anyMatch(line -> line.endsWith("/a tree with spaces/lib/epostadm.jar>"));
    }

    @ParameterizedTest
    @CsvSource({
        "accounts, list, -XX:TieredStopAtLevel=1",
        "accounts, import, -XX:+TieredCompilation",
        "store, inspect, -XX:TieredStopAtLevel=1",
        "demo, '', -XX:+TieredCompilation"
    })
    void choosesTheCompilerByTheCommand(String entity, String action, String option) throws Exception {
        String[] words = action.isEmpty() ? new String[] {entity} : new String[] {entity, action};
        assertThat(start(Map.of(), words).lines()).contains("<" + option + ">");
    }

    @ParameterizedTest
    @CsvSource({
        "LANG, C, LC_ALL=unset LC_CTYPE=C.UTF-8 LC_MESSAGES=unset",
        "LC_ALL, C, LC_ALL=unset LC_CTYPE=C.UTF-8 LC_MESSAGES=C",
        "LC_ALL, ja_JP.UTF-8, LC_ALL=unset LC_CTYPE=C.UTF-8 LC_MESSAGES=ja_JP.UTF-8",
        "LC_CTYPE, ja_JP.eucJP, LC_ALL=unset LC_CTYPE=ja_JP.eucJP LC_MESSAGES=unset",
        "OTHER, x, LC_ALL=unset LC_CTYPE=C.UTF-8 LC_MESSAGES=unset"
    })
    void givesJavaUtf8AndKeepsTheLanguage(String variable, String value, String told) throws Exception {
        assertThat(start(Map.of(variable, value)).lines()).first().isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"serve, -XX:+ExitOnOutOfMemoryError", "demo, -XX:-ExitOnOutOfMemoryError"})
    void letsOnlyAServerEndAtOnceWhereItsMemoryRunsOut(String command, String option) throws Exception {
        assertThat(start(Map.of(), command).lines()).contains("<" + option + ">");
    }

    @Test
    void addsTheUsersOptionsAfterItsOwn() throws Exception {
        List<String> lines =
                start(Map.of("EPOSTADM_JAVA_OPTS", "-Xmx2g -Dx=y"), "--help").lines();
        assertThat(lines).containsSubsequence("<-Xmx512m>", "<-Xmx2g>", "<-Dx=y>", "<-jar>", "<--help>");
    }

    @ParameterizedTest
    @CsvSource({"17.0.15, 70", "24, 70", "25, 0", "25-ea, 0", "26.0.1, 0", "1.8.0_402, 70"})
    void takesJava25OrLater(String version, int status) throws Exception {
        Path home = javaHome("other", version);
        Started started = start(Map.of("EPOSTADM_JAVA_HOME", home.toString()), "--help");
        assertThat(started.status()).isEqualTo(status);
        if (status != 0) {
            assertThat(started.lines())
                    .containsExactly("epostadm: EPOSTADM_JAVA_HOME=" + home + ": no Java 25 or later there");
        }
    }

    @Test
    void looksOnThePathBeforeTheUsualPlaces() throws Exception {
        javaHome("old", "17.0.1");
        String path = java.resolve("bin") + ":/usr/bin:/bin";
        Map<String, String> environment =
                Map.of("PATH", path, "JAVA_HOME", directory.resolve("old").toString());
        assertThat(start(launcher, environment, "--help").lines()).contains("<--help>");
    }

    @Test
    void saysWhatIsMissingFromItsTree() throws Exception {
        Files.delete(launcher.resolveSibling("../lib/epostadm.jar"));
        Started started = start(Map.of(), "--help");
        assertThat(started.status()).isEqualTo(70);
        assertThat(started.lines()).singleElement().asString().contains("neither lib/epostadm.jar nor a checkout");
    }
}
