package epostadm.server.relay;

import java.time.Duration;

/// How long another server may take. RFC 5321 section 4.5.3.2.
///
/// @param command for greeting, MAIL and RCPT, and each TLS handshake
/// @param dataStart for the reply to DATA
/// @param block for each block of content to be taken
/// @param dataEnd for the reply to the final dot
public record TimeOuts(Duration connect, Duration command, Duration dataStart, Duration block, Duration dataEnd) {

    public static TimeOuts standard() {
        return new TimeOuts(
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofMinutes(2),
                Duration.ofMinutes(3),
                Duration.ofMinutes(10));
    }
}
