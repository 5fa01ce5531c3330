package epostadm.server.lookup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The lines of a check as they come together. For one thread.
public final class Findings {

    private final List<CheckResult> results = new ArrayList<>();

    public void add(DnsFinding finding, String... facts) {
        results.add(CheckResult.of(finding, facts));
    }

    public void addAll(List<CheckResult> more) {
        results.addAll(more);
    }

    /// Does the part as far as time reaches.
    void within(Part part, Runnable work) {
        try {
            work.run();
        } catch (TimeLimit.OverException e) {
            timeUp(part);
        }
    }

    /// Tells a part that time did not reach for.
    public void timeUp(Part part) {
        add(DnsFinding.TIME_UP, part.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    boolean holds(DnsFinding finding) {
        return results.stream().anyMatch(result -> result.finding() == finding);
    }

    public List<CheckResult> results() {
        return List.copyOf(results);
    }
}
