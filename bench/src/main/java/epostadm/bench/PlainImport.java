package epostadm.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the import is measured against: the same directories and files, made in the simplest way, and one sync at
/// the end.
///
/// No journal, no second look at a line, nobody else kept out, no way back: a power cut in between leaves half of
/// it.
public final class PlainImport {

    private PlainImport() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 3) {
            System.err.println("usage: PlainImport DIR DOMAIN FILE");
            System.exit(2);
        }
        Path work = Path.of(arguments[0]);
        Path roots = work.resolve("inbox").resolve(arguments[1]);
        Path index = work.resolve("db").resolve(arguments[1] + ".idx");
        Files.createDirectories(roots);
        Files.createDirectories(index.getParent());
        try (BufferedReader lines = Files.newBufferedReader(Path.of(arguments[2]));
                Writer out = Files.newBufferedWriter(index)) {
            out.write("#epost-idx 1 " + arguments[1] + "\n");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t");
                Path root = roots.resolve(cells[0]);
                Files.createDirectory(root);
                Files.write(root.resolve("apop.dat"), (cells[1] + "\n").getBytes(StandardCharsets.UTF_8));
                Files.write(root.resolve("size.ctl"), cells[7].getBytes(StandardCharsets.US_ASCII));
                out.write(String.join(
                        "\t",
                        cells[0],
                        "{PLAIN}" + cells[1],
                        cells[2],
                        cells[4],
                        cells[5],
                        cells[6],
                        cells[7],
                        cells[8],
                        cells[9]));
                out.write('\n');
            }
        }
        int status = new ProcessBuilder("sync", "-f", work.toString())
                .inheritIO()
                .start()
                .waitFor();
        System.exit(status);
    }
}
