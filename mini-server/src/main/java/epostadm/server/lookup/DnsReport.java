package epostadm.server.lookup;

import java.util.List;

/// What a check found, and where the domain's mail goes, for whoever wants to go there.
public record DnsReport(List<CheckResult> results, List<Target> targets) {

    public DnsReport {
        results = List.copyOf(results);
        targets = List.copyOf(targets);
    }
}
