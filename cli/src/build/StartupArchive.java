import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Makes `epostadm.jsa`, the archive of loaded classes, beside `epostadm.jar`; a step of the build, run from
/// source.
///
/// The commands below are run once each to learn which classes they load. Java takes the archive only with the very
/// jar, path and collector it was made with, and else starts without it: docs/adr/0003-launcher-and-cds.md.
final class StartupArchive {

    private StartupArchive() {}

    public static void main(String[] arguments) throws Exception {
        Path target = Path.of(arguments[0]).toRealPath();
        Path jar = target.resolve("epostadm.jar");
        Path archive = target.resolve("epostadm.jsa");
        Path classes = target.resolve("epostadm.classlist");
        Files.deleteIfExists(archive);
        Files.deleteIfExists(target.resolve("epostadm.jsa.log"));
        Set<String> lines = new LinkedHashSet<>();
        for (List<String> command : TYPICAL) {
            Path list = target.resolve("training.classlist");
            List<String> training = java("-Xshare:off", "-XX:DumpLoadedClassList=" + list, "-jar", jar.toString());
            // Samples lie beside the module.
            Path project = target.getParent().getParent();
            for (String word : command) {
                training.add(word.startsWith("samples/") ? project.resolve(word).toString() : word);
            }
            run(training, target);
            for (String line : Files.readAllLines(list)) {
                lines.add(line.replaceFirst(" id: \\d+$", ""));
            }
            Files.delete(list);
        }
        Files.write(classes, lines);
        run(
                java(
                        "-Xshare:dump",
                        "-XX:+AOTClassLinking",
                        "-XX:SharedClassListFile=" + classes,
                        "-XX:SharedArchiveFile=" + archive,
                        "-cp",
                        jar.toString()),
                target);
        // The launcher rebuilds when a source is newer than the start of this build.
        Path stamp = target.resolve("epostadm.built");
        Files.writeString(stamp, "");
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.parse(arguments[1])));
    }

    /// One run for each kind of output that a command can give.
    private static final List<List<String>> TYPICAL = List.of(
            List.of("--help"),
            List.of("exit-codes", "--help", "--lang", "ja"),
            List.of("exit-codes"),
            List.of("exit-codes", "--output", "json"),
            List.of("exit-codes", "--output", "csv"),
            List.of("exit-codes", "--no-such-option"),
            List.of("accounts", "list", "--store", "samples/store-bsd"),
            List.of("accounts", "show", "sato.k", "--store", "samples/store-bsd"),
            List.of("inbox", "status", "hayashi.k", "--store", "samples/store-bsd-troubled"),
            List.of("inbox", "status", "--all", "--store", "samples/store-bsd"),
            List.of("store", "inspect", "--store", "samples/store-bsd-troubled"));

    private static List<String> java(String... options) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xlog:disable", "-Xlog:all=error:stderr"));
        command.add("-Djdk.reflect.useNativeAccessorOnly=true"); // As the launcher has it.
        command.addAll(List.of(options));
        return command;
    }

    private static void run(List<String> command, Path target) throws IOException, InterruptedException {
        Path log = target.resolve("epostadm.jsa.log");
        new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start()
                .waitFor();
    }
}
