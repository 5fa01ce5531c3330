package epostadm.server.imap.killed;

import epostadm.mailstore.store.MailStore;
import epostadm.server.MiniServer;
import epostadm.server.config.ListenerConfig;
import epostadm.server.config.Protocol;
import epostadm.server.config.ServerConfig;
import epostadm.server.config.TlsMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/// The whole server over a store, IMAP alone, as a process of its own.
final class ServingProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    private ServingProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// @param arguments the store's directory
    public static void main(String... arguments) throws IOException, InterruptedException {
        ServerConfig standard = ServerConfig.standard("mx.a.example");
        ServerConfig config = new ServerConfig(
                standard.host(),
                List.of(new ListenerConfig(Protocol.IMAP, "127.0.0.1", 0, TlsMode.STARTTLS)),
                standard.certificates(),
                standard.limits(),
                standard.rates(),
                standard.login(),
                standard.mailbox(),
                standard.queue(),
                standard.relay(),
                standard.logs(),
                standard.operations(),
                standard.metrics());
        MiniServer server = MiniServer.start(
                MailStore.open(Path.of(arguments[0])), config, InstantSource.system(), ZoneOffset.UTC, "a test");
        System.out.println("port " + server.listening().getFirst().port());
        // All its own threads are such as keep no process alive.
        Thread.currentThread().join();
    }

    static ServingProcess start(Path store, Path said) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServingProcess.class.getName(),
                        store.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(said.toFile()))
                .start();
        String line = process.inputReader().readLine();
        while (line != null && !line.startsWith("port ")) {
            line = process.inputReader().readLine();
        }
        if (line == null) {
            throw new IOException("it does not serve");
        }
        return new ServingProcess(process, Integer.parseInt(line.substring(5)));
    }

    int port() {
        return port;
    }

    /// As the power goes, for the process.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
