package epostadm.cli.serve;

import epostadm.cli.Epostadm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// `epostadm serve` as a process of its own, on ports that it chose, with its operations log in a file.
final class ServerProcess implements AutoCloseable {

    private static final String LISTENERS = """
            host = "mx.a.example"
            [[listener]]
            protocol = "smtp"
            port = 0
            [[listener]]
            protocol = "submission"
            port = 0
            [[listener]]
            protocol = "submission"
            port = 0
            tls = "implicit"
            [[listener]]
            protocol = "pop3"
            port = 0
            [[listener]]
            protocol = "pop3"
            port = 0
            tls = "implicit"
            [[listener]]
            protocol = "imap"
            port = 0
            """;

    private static final int PORTS = 6;

    private final Process process;
    private final Map<String, Integer> ports;
    private final Path said;

    private ServerProcess(Process process, Map<String, Integer> ports, Path said) {
        this.process = process;
        this.ports = ports;
        this.said = said;
    }

    /// Starts it and waits until it lets clients in.
    ///
    /// @param settings what stands behind the listeners in its file
    /// @param jvm options, of which later ones win
    static ServerProcess start(Path store, Path directory, String settings, String... jvm) throws IOException {
        Path config = Files.writeString(directory.resolve("epostadm.toml"), LISTENERS + settings);
        Path said = directory.resolve("said.txt");
        Process process = command(store, config, said, jvm).start();
        Map<String, Integer> ports = new HashMap<>();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && ports.size() < PORTS) {
            String[] cells = line.split(",", -1);
            if (cells.length == 4 && Character.isDigit(cells[2].charAt(0))) {
                ports.put(cells[0] + " " + cells[3], Integer.valueOf(cells[2]));
            }
            line = ports.size() < PORTS ? out.readLine() : line;
        }
        if (ports.size() < PORTS) {
            throw new IOException("not served: " + Files.readString(said));
        }
        return new ServerProcess(process, ports, said);
    }

    /// One that is expected to end by itself.
    static Process doomed(Path store, Path directory) throws IOException {
        Path config = Files.writeString(directory.resolve("doomed.toml"), LISTENERS);
        return command(store, config, directory.resolve("doomed.txt")).start();
    }

    private static ProcessBuilder command(Path store, Path config, Path said, String... jvm) {
        List<String> words = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
        words.addAll(List.of(jvm));
        words.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Epostadm.class.getName(),
                "serve",
                "--config",
                config.toString(),
                "--lang",
                "en",
                "--output",
                "csv",
                "--store",
                store.toString()));
        return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.appendTo(said.toFile()));
    }

    int smtp() {
        return ports.get("smtp starttls");
    }

    int submission() {
        return ports.get("submission starttls");
    }

    int submissions() {
        return ports.get("submission implicit");
    }

    int pop3() {
        return ports.get("pop3 starttls");
    }

    int pop3s() {
        return ports.get("pop3 implicit");
    }

    int imap() {
        return ports.get("imap starttls");
    }

    /// What it said about itself, of this run and those before in the same directory.
    List<String> said() throws IOException {
        return Files.readAllLines(said);
    }

    /// A figure of its process from the system: kilobytes of memory that are resident, `VmRSS`, or `Threads`.
    Optional<Long> figure(String name) throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) {
            return Optional.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> Long.valueOf(line.replaceAll("\\D", "")))
                .findFirst();
    }

    /// All its threads, those of sessions too, as the Java tool sees them.
    String threads(Path directory) throws IOException, InterruptedException {
        Path dump = directory.resolve("threads.txt");
        Path java = Path.of(ProcessHandle.current().info().command().orElseThrow());
        new ProcessBuilder(
                        java.resolveSibling("jcmd").toString(),
                        Long.toString(process.pid()),
                        "Thread.dump_to_file",
                        "-overwrite",
                        dump.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return Files.readString(dump);
    }

    boolean alive() {
        return process.isAlive();
    }

    /// As the power goes.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// As a service manager asks it; its exit status.
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
            throw new IllegalStateException("it did not stop within a minute");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
