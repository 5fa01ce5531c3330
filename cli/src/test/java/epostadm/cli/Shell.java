package epostadm.cli;

import epostadm.fixtures.OtherServer;
import epostadm.fixtures.SampleStores;
import epostadm.fixtures.ZoneServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Command lines as one types them into a shell, run within the test's process.
///
/// Knows quotes, `<`, `>`, `$(ls DIR)`, `$NAME`, `export`, and as much of cp, mv, rm, mkdir, ln and printf as tests
/// need. A process cannot change its directory: words that begin with `./` are taken below `directory`, and
/// `samples/` is the project's. `dns ADDR ZONE` starts a name server on loopback that stands for ADDR from then on,
/// `smtp` a mail server whose port is `$SMTP`.
public final class Shell implements AutoCloseable {

    /// How an `epostadm` line ended.
    public record Ended(String line, int status, String out, String err) {}

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");
    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z]+)\\b");
    private static final Pattern LIST = Pattern.compile("\\$\\(ls ([^)]+)\\)");

    private final Path directory;
    private final Path samples = SampleStores.directory("messages").getParent();
    private final Map<String, ZoneServer> nameServers = new HashMap<>();
    private final List<OtherServer> mailServers = new ArrayList<>();
    private final Map<String, String> variables = new HashMap<>(Map.of("LANG", "C"));

    public Shell(Path directory) {
        this.directory = directory;
    }

    /// Runs a line; nothing is returned for one that is no `epostadm` line.
    public Optional<Ended> run(String line) throws IOException {
        Deque<String> words = new ArrayDeque<>(words(substituted(line)));
        List<String> arguments = new ArrayList<>();
        InputStream in = InputStream.nullInputStream();
        Optional<Path> out = Optional.empty();
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            switch (word) {
                case "<" -> in = new ByteArrayInputStream(Files.readAllBytes(Path.of(words.removeFirst())));
                case ">" -> out = Optional.of(Path.of(words.removeFirst()));
                default -> arguments.add(word);
            }
        }
        String command = arguments.removeFirst();
        if (!command.equals("epostadm")) {
            byte[] printed = other(command, arguments);
            if (out.isPresent()) {
                Files.write(out.get(), printed);
            }
            return Optional.empty();
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        arguments.replaceAll(word -> nameServers.containsKey(word) ? endpoint(nameServers.get(word)) : word);
        int status = Epostadm.run(arguments, Map.copyOf(variables), in, written, said);
        if (out.isPresent()) {
            Files.write(out.get(), written.toByteArray());
            written.reset();
        }
        return Optional.of(new Ended(
                line, status, written.toString(StandardCharsets.UTF_8), said.toString(StandardCharsets.UTF_8)));
    }

    private byte[] other(String command, List<String> arguments) throws IOException {
        List<Path> paths = arguments.stream()
                .filter(argument -> !argument.startsWith("-"))
                .filter(_ -> !command.equals("printf"))
                .map(Path::of)
                .toList();
        switch (command) {
            case "export" -> {
                String[] set = arguments.getFirst().split("=", 2);
                variables.put(set[0], resolved(set[1]));
            }
            case "cp" -> copy(paths.get(0), paths.get(1));
            case "mv" -> Files.move(paths.get(0), paths.get(1));
            case "rm" -> delete(paths.get(0));
            case "mkdir" -> Files.createDirectories(paths.get(0));
            case "ln" -> Files.createSymbolicLink(paths.get(1), paths.get(0));
            case "dns" -> nameServer(arguments.getFirst(), paths.getLast());
            case "smtp" -> mailServer();
            case "printf" -> {
                return printed(arguments.getFirst());
            }
            default -> throw new IllegalArgumentException(command + ": this shell does not know it");
        }
        return new byte[0];
    }

    private void nameServer(String address, Path zone) throws IOException {
        ZoneServer before = nameServers.put(address, new ZoneServer(".", Files.readString(zone)));
        if (before != null) {
            before.close();
        }
    }

    private void mailServer() throws IOException {
        OtherServer server = new OtherServer()
                .answers("greeting", "220 mx1.kaisha.example.jp ESMTP")
                .answers("EHLO", "250-mx1.kaisha.example.jp\r\n250-SIZE 52428800\r\n250 8BITMIME")
                .answers("RCPT", "550 5.1.1 <sato.k@kaisha.example.jp> User unknown.");
        mailServers.add(server);
        variables.put("SMTP", String.valueOf(server.port()));
    }

    /// Stops the servers that were started.
    @Override
    public void close() throws IOException {
        for (OtherServer server : mailServers) {
            server.close();
        }
        nameServers.values().forEach(ZoneServer::close);
    }

    /// Escapes as `\t`, `\n` and octal `\001`, and one number with zeros before it: `%01000d`.
    private static byte[] printed(String format) {
        Matcher zeros = Pattern.compile("%0(\\d+)d").matcher(format);
        String text = zeros.replaceFirst(number -> "0".repeat(Integer.parseInt(number.group(1))));
        text = text.replace("\\t", "\t").replace("\\n", "\n");
        return Pattern.compile("\\\\([0-7]{3})")
                .matcher(text)
                .replaceAll(octal -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(octal.group(1), 8))))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String substituted(String line) {
        String listed = LIST.matcher(line).replaceAll(list -> Matcher.quoteReplacement(names(list)));
        return VARIABLE.matcher(listed)
                .replaceAll(name -> Matcher.quoteReplacement(variables.getOrDefault(name.group(1), name.group())));
    }

    private String names(MatchResult list) {
        try (Stream<Path> files = Files.list(Path.of(resolved(list.group(1))))) {
            return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.joining(" "));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> words(String line) {
        List<String> words = new ArrayList<>();
        int end = -1;
        for (MatchResult match : WORD.matcher(line).results().toList()) {
            String piece = Stream.of(1, 2, 3)
                    .map(match::group)
                    .filter(group -> group != null)
                    .findFirst()
                    .orElseThrow();
            if (match.start() == end) {
                words.add(words.removeLast() + piece);
            } else {
                words.add(resolved(piece));
            }
            end = match.end();
        }
        return words;
    }

    private String resolved(String word) {
        if (word.startsWith("./")) {
            return directory.resolve(word.substring(2)).toString();
        }
        return word.startsWith("samples/")
                ? samples.resolve(word.substring("samples/".length())).toString()
                : word;
    }

    /// What a command printed, with the directories as they were typed.
    public String unresolved(String text) {
        String shown = text.replace(directory.toString(), ".").replace(samples.toString(), "samples");
        for (Map.Entry<String, ZoneServer> server : nameServers.entrySet()) {
            shown = shown.replace(endpoint(server.getValue()), server.getKey());
        }
        return shown;
    }

    private static String endpoint(ZoneServer server) {
        return "127.0.0.1:" + server.address().getPort();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Iterator<Path> it = files.iterator(); it.hasNext(); ) {
                Path file = it.next();
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static void delete(Path top) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(top)) {
            all = files.toList().reversed();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
