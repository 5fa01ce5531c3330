package epostadm.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// What receiving is measured against: the same files, written, forced and renamed in the simplest way by ten
/// threads, each for itself. No network, no protocol, nobody else kept out. Prints the seconds.
public final class PlainSpool {

    private static final int THREADS = 10;

    private PlainSpool() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            System.err.println("usage: PlainSpool DIR MESSAGES BYTES");
            System.exit(2);
        }
        Path work = Path.of(arguments[0]);
        int messages = Integer.parseInt(arguments[1]);
        byte[] body = "x".repeat(Integer.parseInt(arguments[2])).getBytes(StandardCharsets.US_ASCII);
        for (String name : List.of("temp", "incoming", "root")) {
            Files.createDirectories(work.resolve(name));
        }
        AtomicInteger next = new AtomicInteger();
        Callable<Void> loop = () -> {
            for (int i = next.getAndIncrement(); i < messages; i = next.getAndIncrement()) {
                message(work, "B%010d".formatted(i), body);
            }
            return null;
        };
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(loop));
            }
            for (Future<Void> thread : running) {
                thread.get();
            }
        }
        System.out.printf("%.3f%n", (System.nanoTime() - begin) / 1e9);
    }

    private static void message(Path work, String id, byte[] body) throws IOException {
        Path incoming = work.resolve("incoming");
        byte[] envelope = ("Message-ID: <" + id + "@bench.example.jp>\nReturn-path: from@example.com\n"
                        + "Recipient: user@bench.example.jp\n")
                .getBytes(StandardCharsets.US_ASCII);
        put(work, id + ".MSG", body);
        put(work, id + ".RCP", envelope);
        force(incoming);
        Path root = work.resolve("root");
        Files.createLink(root.resolve(id + ".MSG"), incoming.resolve(id + ".MSG"));
        force(root);
        Files.delete(incoming.resolve(id + ".RCP"));
        Files.delete(incoming.resolve(id + ".MSG"));
    }

    private static void put(Path work, String name, byte[] content) throws IOException {
        Path part = work.resolve("temp").resolve(name);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content));
            channel.force(false);
        }
        Files.move(part, work.resolve("incoming").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
