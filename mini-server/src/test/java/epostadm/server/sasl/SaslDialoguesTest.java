package epostadm.server.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.testing.TestStore;
import epostadm.server.login.ClientLogins;
import epostadm.server.login.LoginDesk;
import epostadm.server.login.Logins;
import epostadm.server.login.Throttle;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The client's part is computed here from the RFCs; digests are first compared with the RFCs' own examples.
class SaslDialoguesTest {

    private static final String PASSWORD = "pass1234";

    @TempDir
    private Path directory;

    private TestStore store;
    private ClientLogins logins;

    @BeforeEach
    void makeStore() {
        store = TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("sato");
        AccountWatch accounts = new AccountWatch(store.open(), InstantSource.system(), trouble -> {
            throw new AssertionError(trouble);
        });
        SecureRandom random = new SecureRandom();
        Throttle throttle =
                new Throttle(Throttle.Rules.DEFAULT, InstantSource.system(), InetAddress::isLoopbackAddress);
        Logins all = new Logins(accounts, new byte[32], random);
        logins = new LoginDesk(all, throttle, InstantSource.system(), random, "mail.example")
                .client(InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void removeStore() throws IOException {
        store.close();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String challenge(SaslStep step) {
        assertThat(step).isInstanceOf(SaslStep.Challenge.class);
        return ((SaslStep.Challenge) step).text();
    }

    @Test
    void computesTheDigestsOfTheRfcs() {
        // RFC 1939 section 7 and RFC 2195 section 2.
        assertThat(Digests.apop("<1896.697170952@dbc.mtview.ca.us>", "tanstaaf", "c4c9334bac560ecc979e58001b3e22fb"))
                .isTrue();
        assertThat(Digests.hmacMd5("tanstaaftanstaaf", "<1896.697170952@postoffice.reston.mci.net>"))
                .isEqualTo("b913a602c7eda7a495b4e6e7334d3890");
    }

    @Test
    void letsInByLogin() throws IOException {
        SaslExchange exchange = logins.sasl(SaslMechanism.LOGIN);
        assertThat(challenge(exchange.begin(Optional.empty()))).isEqualTo("Username:");
        assertThat(challenge(exchange.next(base64("sato@a.example")))).isEqualTo("Password:");
        assertThat(exchange.next(base64(PASSWORD))).isInstanceOf(SaslStep.Success.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {PASSWORD, "wrong"})
    void letsInByCramMd5WhoKnowsThePassword(String password) throws IOException {
        SaslExchange exchange = logins.sasl(SaslMechanism.CRAM_MD5);
        String challenge = challenge(exchange.begin(Optional.empty()));
        SaslStep end = exchange.next(base64("sato " + Digests.hmacMd5(password, challenge)));
        assertThat(end instanceof SaslStep.Success).isEqualTo(password.equals(PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(strings = {PASSWORD, "wrong"})
    void letsInByScramWhoKnowsThePassword(String password) throws IOException, GeneralSecurityException {
        SaslStep end = scram("sato", password);
        assertThat(end instanceof SaslStep.Success).isEqualTo(password.equals(PASSWORD));
    }

    @Test
    void answersAnUnknownNameAsAWrongPassword() throws IOException, GeneralSecurityException {
        assertThat(scram("nobody", PASSWORD))
                .isEqualTo(new SaslStep.Failure(SaslStep.Failure.Reason.REFUSED, "nobody"));
        assertThat(scram("sato", "wrong")).isEqualTo(new SaslStep.Failure(SaslStep.Failure.Reason.REFUSED, "sato"));
    }

    /// RFC 5802 section 3, and section 5.1 for the messages.
    private SaslStep scram(String name, String password) throws IOException, GeneralSecurityException {
        SaslExchange exchange = logins.sasl(SaslMechanism.SCRAM_SHA_256);
        String clientFirst = "n=" + name + ",r=fyko+d2lbbFgONRv9qkxdawL";
        String serverFirst = challenge(exchange.begin(Optional.of(base64("n,," + clientFirst))));
        String[] parts = serverFirst.split(",");
        assertThat(parts[0]).startsWith("r=fyko+d2lbbFgONRv9qkxdawL");
        byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(
                        password.toCharArray(),
                        Base64.getDecoder().decode(parts[1].substring(2)),
                        Integer.parseInt(parts[2].substring(2)),
                        256))
                .getEncoded();
        String withoutProof = "c=biws," + parts[0];
        String signed = clientFirst + "," + serverFirst + "," + withoutProof;
        byte[] key = Digests.hmacSha256(salted, "Client Key");
        byte[] signature = Digests.hmacSha256(Digests.sha256(key), signed);
        byte[] proof = new byte[key.length];
        for (int i = 0; i < key.length; i++) {
            proof[i] = (byte) (key[i] ^ signature[i]);
        }
        SaslStep step =
                exchange.next(base64(withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof)));
        if (step instanceof SaslStep.Challenge(String serverFinal)) {
            byte[] server = Digests.hmacSha256(Digests.hmacSha256(salted, "Server Key"), signed);
            assertThat(serverFinal).isEqualTo("v=" + Base64.getEncoder().encodeToString(server));
            return exchange.next("");
        }
        return step;
    }

    @ParameterizedTest
    @ValueSource(strings = {"%%%", "QQ", "AHNhdG8=", "AAAAAA==", "/////w=="})
    void refusesMalformedResponses(String response) throws IOException {
        assertThat(logins.sasl(SaslMechanism.PLAIN).begin(Optional.of(response)))
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(SaslStep.Failure.Reason.MALFORMED));
    }

    @Test
    void refusesAuthorizationAsSomebodyElse() throws IOException {
        assertThat(logins.sasl(SaslMechanism.PLAIN).begin(Optional.of(base64("sato\0sato\0" + PASSWORD))))
                .isInstanceOf(SaslStep.Success.class);
        assertThat(logins.sasl(SaslMechanism.PLAIN).begin(Optional.of(base64("ueda\0sato\0" + PASSWORD))))
                .isInstanceOf(SaslStep.Failure.class);
    }
}
