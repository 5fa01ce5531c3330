package epostadm.server.probe;

import epostadm.server.lookup.CheckResult;
import epostadm.server.lookup.DnsFinding;
import epostadm.server.lookup.Findings;
import epostadm.server.lookup.Part;
import epostadm.server.lookup.Target;
import epostadm.server.lookup.TimeLimit;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Visits all targets at once, and tells dead ones from a line that lets nothing out to port 25.
public final class PortCheck {

    /// The part of the time that is kept back.
    private static final int SHARE = 5;

    private final Visit visit;
    private final TimeLimit limit;
    private final Findings findings = new Findings();

    public PortCheck(Visit visit, TimeLimit limit) {
        this.visit = visit;
        this.limit = limit;
    }

    /// @param reference a host that surely takes mail, to which it is only connected
    public List<CheckResult> of(List<Target> targets, Optional<InetAddress> reference) throws InterruptedException {
        Map<InetAddress, String> hosts = new LinkedHashMap<>();
        targets.forEach(target -> target.addresses().forEach(address -> hosts.putIfAbsent(address, target.host())));
        // So that whoever does not answer has a line of its own, before all is broken off.
        TimeLimit talk =
                new TimeLimit(limit.clock(), limit.end().minus(limit.left().dividedBy(SHARE)));
        List<SmtpProbe> probes = hosts.entrySet().stream()
                .map(one -> new SmtpProbe(one.getValue(), one.getKey(), visit, talk))
                .toList();
        List<SmtpProbe.Seen> seen = all(probes);
        if (!seen.isEmpty()) {
            judge(seen, reference);
        }
        if (seen.size() < probes.size()) {
            findings.timeUp(Part.PORT_25);
        }
        return findings.results();
    }

    private void judge(List<SmtpProbe.Seen> seen, Optional<InetAddress> reference) throws InterruptedException {
        List<Reach> reached = seen.stream().map(SmtpProbe.Seen::reach).toList();
        boolean failed = reached.stream().anyMatch(reach -> reach != Reach.OPEN);
        Optional<Reach> known = failed && reference.isPresent()
                ? reach(List.of(new InetSocketAddress(reference.get(), visit.port()))).stream()
                        .findFirst()
                : Optional.empty();
        boolean none = !reached.contains(Reach.OPEN);
        Outward outward = Outward.of(reached, known, none && known.isEmpty() && lives(seen));
        for (SmtpProbe.Seen one : seen) {
            if (one.reach() == Reach.OPEN) {
                findings.addAll(one.results());
            } else {
                findings.add(
                        outward == Outward.BLOCKED && one.reach() != Reach.NO_ROUTE
                                ? DnsFinding.PORT_NOT_REACHED
                                : finding(one.reach()),
                        one.host() + " [" + one.address().getHostAddress() + "]",
                        String.valueOf(visit.port()));
            }
        }
        switch (outward) {
            case FREE -> {}
            case BLOCKED -> findings.add(DnsFinding.PORT_25_BLOCKED, String.valueOf(visit.port()));
            case UNTOLD -> {
                if (reached.stream().anyMatch(reach -> reach != Reach.NO_ROUTE)) {
                    findings.add(DnsFinding.PORT_25_UNTOLD, String.valueOf(visit.port()));
                }
            }
        }
    }

    private static DnsFinding finding(Reach reach) {
        return switch (reach) {
            case OPEN -> DnsFinding.SMTP_OK;
            case REFUSED -> DnsFinding.PORT_REFUSED;
            case SILENT -> DnsFinding.PORT_SILENT;
            case NO_ROUTE -> DnsFinding.PORT_NO_ROUTE;
        };
    }

    /// Whether one of the hosts answers at another port.
    private boolean lives(List<SmtpProbe.Seen> seen) throws InterruptedException {
        List<InetSocketAddress> others = seen.stream()
                .flatMap(one -> visit.others().stream().map(port -> new InetSocketAddress(one.address(), port)))
                .toList();
        return reach(others).contains(Reach.OPEN);
    }

    private List<Reach> reach(List<InetSocketAddress> addresses) throws InterruptedException {
        return all(addresses.stream()
                .<Callable<Reach>>map(address -> () -> Reach.of(address, visit.connect()))
                .toList());
    }

    /// What is done in time; the rest is broken off.
    private <T> List<T> all(List<? extends Callable<T>> tasks) throws InterruptedException {
        List<T> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> task : threads.invokeAll(tasks, limit.left().toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    done.add(task.get());
                } catch (CancellationException e) {
                    continue;
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        }
        return done;
    }
}
