package epostadm.server.probe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How mail servers are visited.
///
/// @param host what this side calls itself
/// @param port of SMTP
/// @param address for which a RCPT is tried
/// @param others ports at which a host shows that it lives where that of SMTP does not answer
/// @param connect how long a connection may take
public record Visit(String host, int port, Optional<String> address, List<Integer> others, Duration connect) {

    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    public Visit {
        others = List.copyOf(others);
    }

    public static Visit of(String host, int port, Optional<String> address) {
        return new Visit(host, port, address, List.of(SUBMISSION, SUBMISSIONS, HTTPS, HTTP), Duration.ofSeconds(10));
    }
}
