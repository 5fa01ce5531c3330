package epostadm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.SampleStores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `epostadm serve` as a process: up, spoken to, beside other commands, and stopped.
@Timeout(120)
class ServeTest {

    private static final String LOOPBACK = "127.0.0.1";

    @TempDir
    private Path directory;

    private Process start(Path store, String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Epostadm.class.getName()));
        words.addAll(List.of(command));
        words.addAll(List.of("--lang", "en", "--store", store.toString()));
        return new ProcessBuilder(words)
                .redirectError(directory.resolve("err").toFile())
                .start();
    }

    private Path config() throws IOException {
        return Files.writeString(directory.resolve("server.toml"), """
                host = "mx.kaisha.example.jp"
                [[listener]]
                protocol = "smtp"
                port = 0
                [[listener]]
                protocol = "pop3"
                port = 0
                """);
    }

    /// The ports in the table that the server prints, in its order.
    private static List<Integer> ports(BufferedReader table, int rows) throws IOException {
        assertThat(table.readLine()).startsWith("Protocol");
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            ports.add(Integer.parseInt(table.readLine().split(" +")[2]));
        }
        return ports;
    }

    private static BufferedReader reader(java.io.InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGTERM")
    void servesUntilItIsToldToStopAndSaysGoodbye() throws Exception {
        Path store = SampleStores.copy("store-bsd", directory.resolve("store"));
        Process server = start(store, "serve", "--config", config().toString());
        try (BufferedReader table = reader(server.getInputStream())) {
            List<Integer> ports = ports(table, 2);
            try (Socket smtp = new Socket(LOOPBACK, ports.get(0));
                    BufferedReader said = reader(smtp.getInputStream())) {
                assertThat(said.readLine()).startsWith("220 mx.kaisha.example.jp ");
                OutputStream out = smtp.getOutputStream();
                out.write("EHLO me\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(said.readLine()).startsWith("250-");

                Process second = start(store, "serve", "--config", config().toString());
                assertThat(second.waitFor()).isEqualTo(11);
                assertThat(directory.resolve("err")).content().contains("the store is served by");
                Process undo = start(store, "accounts", "rename", "sato.k", "sato.ken", "--yes");
                assertThat(undo.waitFor()).isEqualTo(11);
                Process list = start(store, "accounts", "suspend", "sato.k", "--yes");
                assertThat(list.waitFor()).isZero();

                server.destroy();
                String line = said.readLine();
                while (line != null && line.startsWith("250")) {
                    line = said.readLine();
                }
                assertThat(line).startsWith("421 4.3.2 ");
            }
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isZero();
        } finally {
            server.destroyForcibly();
        }
    }
}
