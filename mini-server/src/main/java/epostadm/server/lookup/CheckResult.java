package epostadm.server.lookup;

import java.util.List;

/// One line of a check.
///
/// @param facts names, addresses and records that it is about; the finding's text says what they are
public record CheckResult(DnsFinding finding, List<String> facts) {

    public CheckResult {
        facts = List.copyOf(facts);
    }

    static CheckResult of(DnsFinding finding, String... facts) {
        return new CheckResult(finding, List.of(facts));
    }
}
