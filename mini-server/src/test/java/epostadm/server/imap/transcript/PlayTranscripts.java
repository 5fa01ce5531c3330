package epostadm.server.imap.transcript;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Plays transcripts with a server that is already there, each with an account of its own:
/// `PlayTranscripts HOST:PORT KIND USERS PASSWORD FILE...`, where KIND is the server's name in `fails_on` and USERS
/// has `%s` for the transcript's name.
final class PlayTranscripts {

    private PlayTranscripts() {}

    public static void main(String[] arguments) throws IOException {
        String[] address = arguments[0].split(":");
        List<Path> files = new ArrayList<>();
        for (String file : List.of(arguments).subList(4, arguments.length)) {
            files.addAll(all(Path.of(file)));
        }
        int failed = 0;
        for (Path file : files) {
            Transcript transcript = Transcript.read(file);
            String known = transcript.setting("fails_on", "");
            boolean mayFail = known.startsWith(arguments[1] + " ");
            String user = arguments[2].replace("%s", transcript.name());
            String result;
            try {
                InetSocketAddress server = new InetSocketAddress(address[0], Integer.parseInt(address[1]));
                Optional<String> skipped = new TranscriptRun(server, user, arguments[3], transcript).play();
                result = skipped.map(why -> "skipped " + transcript.name() + ": " + why)
                        .orElse((mayFail ? "passes  " : "ok      ") + transcript.name());
            } catch (TranscriptFailure failure) {
                failed += mayFail ? 0 : 1;
                result = mayFail ? "differs " + transcript.name() + ": " + known : "FAILED  " + failure.getMessage();
            }
            System.out.println(result);
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    /// The transcripts of a directory, in order of their names.
    static List<Path> all(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.getFileName().toString().indexOf('.') < 0)
                    .sorted()
                    .toList();
        }
    }
}
