package epostadm.server.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;

import epostadm.mailstore.account.ScramVerifier;
import epostadm.mailstore.store.Account;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/// SCRAM-SHA-256. The server's last message goes out as a challenge that the client answers with nothing, since
/// neither SMTP nor POP3 can send it along with success. RFC 5802 section 5, RFC 7677.
final class ScramDialogue implements Dialogue {

    /// How far the exchange is.
    private sealed interface State {

        record Begun() implements State {}

        record Salted(ScramClientFirst client, String serverFirst, ScramSecret secret) implements State {}

        record Proven(Account account) implements State {}
    }

    private final Credentials credentials;
    private final String serverNonce;
    private String name = "";
    private State state = new State.Begun();

    ScramDialogue(Credentials credentials, String serverNonce) {
        this.credentials = credentials;
        this.serverNonce = serverNonce;
    }

    @Override
    public SaslStep next(byte[] response) throws IOException, SaslSyntaxException {
        return switch (state) {
            case State.Begun _ -> salt(ScramClientFirst.parse(SaslText.utf8(response)));
            case State.Salted salted -> check(salted, ScramClientFinal.parse(SaslText.utf8(response)));
            case State.Proven(Account account) -> {
                if (response.length > 0) {
                    throw new SaslSyntaxException("nothing was asked");
                }
                yield new SaslStep.Success(account);
            }
        };
    }

    private SaslStep salt(ScramClientFirst client) throws IOException {
        name = client.name();
        ScramSecret secret = credentials.scram(name);
        String serverFirst =
                "r=" + client.nonce() + serverNonce + ",s=" + base64(secret.salt()) + ",i=" + secret.iterations();
        state = new State.Salted(client, serverFirst, secret);
        return new SaslStep.Challenge(serverFirst);
    }

    private SaslStep check(State.Salted salted, ScramClientFinal last) throws IOException, SaslSyntaxException {
        ScramClientFirst client = salted.client();
        if (!last.channelBinding().equals(base64(client.gs2Header().getBytes(UTF_8)))
                || !last.nonce().equals(client.nonce() + serverNonce)) {
            throw new SaslSyntaxException("not the channel binding or nonce of this exchange");
        }
        String authMessage = client.bare() + "," + salted.serverFirst() + "," + last.withoutProof();
        credentials.scramProofArrived();
        ScramVerifier keys = salted.secret().keys();
        byte[] clientKey = SaslText.base64(last.proof());
        byte[] signature = Digests.hmacSha256(keys.storedKey(), authMessage);
        if (clientKey.length != signature.length) {
            throw new SaslSyntaxException("not a proof");
        }
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= signature[i];
        }
        boolean right = MessageDigest.isEqual(Digests.sha256(clientKey), keys.storedKey());
        Optional<Account> account = credentials.byScram(salted.secret(), right, client.authorization());
        if (account.isEmpty()) {
            return verdict(account);
        }
        state = new State.Proven(account.get());
        return new SaslStep.Challenge("v=" + base64(Digests.hmacSha256(keys.serverKey(), authMessage)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String name() {
        return name;
    }
}
