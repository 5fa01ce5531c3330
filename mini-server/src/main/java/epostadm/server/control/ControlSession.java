package epostadm.server.control;

import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.spool.QueueId;
import epostadm.server.pause.DomainPauses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One command at the server. What it holds, pauses and lent messages, it holds as long as its connection: a
/// command that dies leaves nothing held.
final class ControlSession implements AutoCloseable {

    private static final String OK = "ok";

    private final ControlDesk desk;
    private final Map<DomainName, DomainPauses.Pause> pauses = new HashMap<>();
    private final List<QueueId> lent = new ArrayList<>();

    ControlSession(ControlDesk desk) {
        this.desk = desk;
    }

    /// The line to answer a line with.
    String answer(String line) throws InterruptedException {
        Optional<ControlRequest> request = ControlRequest.parse(line);
        if (request.isEmpty()) {
            return "error not a request";
        }
        try {
            return act(request.get());
        } catch (IOException e) {
            return "error " + e.toString().replaceAll("\\p{Cntrl}", " ");
        }
    }

    private String act(ControlRequest request) throws IOException, InterruptedException {
        return switch (request) {
            case ControlRequest.Ping _ -> OK;
            case ControlRequest.Status _ -> status();
            case ControlRequest.QueueChanged _ -> {
                desk.agent().giveBack(List.of());
                yield OK;
            }
            case ControlRequest.Lend(QueueId id) -> lend(id);
            case ControlRequest.Pause(DomainName domain) -> pause(domain);
            case ControlRequest.Resume(DomainName domain) -> resume(domain);
        };
    }

    private String status() {
        String resting = desk.pauses().paused().stream().map(DomainName::text).collect(Collectors.joining(","));
        return OK + " connections=" + desk.connections().getAsInt() + " queue="
                + desk.agent().size() + " paused=" + resting;
    }

    private String lend(QueueId id) {
        if (lent.contains(id)) {
            return OK;
        }
        if (!desk.agent().lend(id)) {
            return "busy";
        }
        lent.add(id);
        return OK;
    }

    private String pause(DomainName domain) throws InterruptedException {
        if (pauses.containsKey(domain)) {
            return OK;
        }
        Optional<DomainPauses.Pause> pause = desk.pauses().pause(domain, desk.patience(), desk.longest());
        pause.ifPresent(begun -> pauses.put(domain, begun));
        return pause.isPresent() ? OK : "busy";
    }

    private String resume(DomainName domain) {
        DomainPauses.Pause pause = pauses.remove(domain);
        if (pause == null) {
            return "error not paused by this connection";
        }
        desk.rests().end(domain, pause);
        return OK;
    }

    @Override
    public void close() throws IOException {
        pauses.forEach(desk.rests()::end);
        pauses.clear();
        if (!lent.isEmpty()) {
            desk.agent().giveBack(lent);
        }
    }
}
