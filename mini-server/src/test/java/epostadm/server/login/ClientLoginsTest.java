package epostadm.server.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.testing.TestStore;
import epostadm.server.sasl.SaslMechanism;
import epostadm.server.sasl.SaslStep;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientLoginsTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    private static LoginDesk desk(TestStore store) {
        AccountWatch accounts = new AccountWatch(store.open(), CLOCK, trouble -> {
            throw new AssertionError(trouble);
        });
        Throttle.Rules rules = new Throttle.Rules(1, 9, Duration.ofMinutes(5), Duration.ZERO, Duration.ZERO);
        SecureRandom random = new SecureRandom();
        Logins logins = new Logins(accounts, new byte[32], random);
        return new LoginDesk(logins, new Throttle(rules, CLOCK, _ -> false), CLOCK, random, "mx.example.jp");
    }

    private static SaslStep plain(ClientLogins logins, String response) throws IOException {
        String base64 = Base64.getEncoder().encodeToString(response.getBytes(UTF_8));
        return logins.sasl(SaslMechanism.PLAIN).begin(Optional.of(base64));
    }

    @Test
    void countsARightPasswordUnderAForeignNameAsAFailure() throws IOException {
        try (TestStore store = TestStore.store(Edition.BSD)
                .domain("a.example")
                .account("suzuki")
                .account("sato")) {
            ClientLogins logins = desk(store).client(InetAddress.getLoopbackAddress());
            assertThat(plain(logins, "sato@a.example\0sato\0pass1234")).isInstanceOf(SaslStep.Success.class);
            assertThat(logins.lockedOut()).isFalse();
            assertThat(plain(logins, "suzuki\0sato\0pass1234")).isInstanceOf(SaslStep.Failure.class);
            assertThat(logins.lockedOut()).isTrue();
        }
    }

    @Test
    void knowsWhetherDigestsCanSucceed() throws IOException {
        try (TestStore store = TestStore.store(Edition.BSD).domain("a.example").account("sato")) {
            assertThat(desk(store).clearPasswordsKnown()).isTrue();
        }
        try (TestStore store = TestStore.store(Edition.BSD).domain("a.example")) {
            assertThat(desk(store).clearPasswordsKnown()).isFalse();
        }
    }
}
