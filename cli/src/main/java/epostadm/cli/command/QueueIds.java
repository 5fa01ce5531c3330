package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueueView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which messages are meant: ids, `-` for ids or the JSON of `queue list` on standard input, `ALL`.
final class QueueIds {

    private static final Pattern JSON = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]*)\"");

    private final QueueView queue;
    private final Invocation invocation;

    QueueIds(QueueView queue, Invocation invocation) {
        this.queue = queue;
        this.invocation = invocation;
    }

    /// @param halves whether halves of pairs are meant too, where they are named
    List<QueueView.Item> items(List<String> typed, boolean halves) throws IOException, Refusal {
        List<QueueView.Item> items = new ArrayList<>();
        if (typed.equals(List.of("ALL"))) {
            queue.each(items::add);
            return items;
        }
        for (QueueId id : ids(typed)) {
            List<QueueView.Item> found = find(queue, id, halves);
            if (found.isEmpty()) {
                throw new Refusal(ExitCode.USAGE, invocation.text("queue.unknown", id));
            }
            items.addAll(found);
        }
        return items;
    }

    static List<QueueView.Item> find(QueueView queue, QueueId id, boolean halves) throws IOException {
        List<QueueView.Item> found = queue.find(id);
        return found.isEmpty() && halves ? queue.halves(id) : found;
    }

    private Set<QueueId> ids(List<String> typed) throws IOException, Refusal {
        Set<QueueId> ids = new LinkedHashSet<>();
        for (String text : typed.equals(List.of("-")) ? input() : typed) {
            Optional<QueueId> id = QueueId.parse(text);
            ids.add(id.orElseThrow(() -> new Refusal(ExitCode.USAGE, invocation.text("queue.no-id", text))));
        }
        return ids;
    }

    private List<String> input() throws IOException {
        List<String> ids = new ArrayList<>();
        BufferedReader in =
                new BufferedReader(new InputStreamReader(invocation.terminal().in(), StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Matcher json = JSON.matcher(line);
            boolean found = false;
            while (json.find()) {
                ids.add(json.group(1));
                found = true;
            }
            String plain = line.strip().replace("\"", "");
            if (!found && plain.startsWith("B")) {
                ids.add(plain);
            }
        }
        return ids;
    }
}
